import type { DeviceKind } from '../../hardware/device.ts';
import { longestProbeMs, probe, trialsFor } from '../../hardware/probe.ts';
import type { ProbeFinding } from '../../hardware/probe.ts';
import { addressIn } from './arguments.ts';
import { tableOf } from './table.ts';
import { settingsText } from './settings-text.ts';
import type { Ending, ToolParts } from './tool-parts.ts';

/** Probes the lines named, or every line of the machine. */
export async function probeLines(
  named: readonly string[],
  kinds: readonly DeviceKind[],
  parts: ToolParts,
): Promise<Ending> {
  const { clock, openLine, say } = parts;
  const paths = named.length > 0 ? named : await listedPaths(parts);
  if (paths.length === 0) {
    say('No line to probe. Name one: npm run device -- probe /dev/ttyUSB0');
    return { code: 1, summary: { lines: [] } };
  }
  const seconds = Math.ceil(longestProbeMs(trialsFor(kinds)) / 1_000);
  say(`${paths.length} line(s), at most ${seconds} seconds each without an answer.`);
  const findings = await probe(paths, kinds, {
    clock,
    open: (path, { settings }) => openLine({ path: addressIn(path), ...settings }),
    onTrial: (path, { recipe, settings }) =>
      say(`  ${path}: ${recipe.protocol} at ${settingsText(settings)} ...`),
  });
  say(tableOf(findings.map(rowOf)));
  const lines = findings.map(summaryOf);
  return { code: findings.every(({ outcome }) => outcome === 'found') ? 0 : 1, summary: { lines } };
}

async function listedPaths({ listPorts, say }: ToolParts): Promise<readonly string[]> {
  const listed = await listPorts();
  if (listed.ok) return listed.value.map(({ path }) => path);
  say(`This system cannot say which lines it has (${listed.error}).`);
  return [];
}

function rowOf(finding: ProbeFinding): readonly string[] {
  if (finding.outcome !== 'found') return [finding.path, finding.outcome, '', ''];
  const { device, recipe, settings } = finding.trial;
  return [finding.path, device, recipe.protocol, settingsText(settings)];
}

function summaryOf(finding: ProbeFinding) {
  if (finding.outcome !== 'found') return { path: finding.path, outcome: finding.outcome };
  const { device, recipe, settings } = finding.trial;
  return { path: finding.path, outcome: finding.outcome, device, protocol: recipe.protocol, settings };
}
