import type { Finding, SelfTest } from '../device.ts';
import type { ScannerCommand } from './codec.ts';
import { readTail, tailSettings } from './models.ts';
import type { CommandedModel, ScannerOptions, Terminator } from './models.ts';
import type { Asked } from './scanner-line.ts';

/** Lights nothing up: an engine is asked for its terminator; of another scanner only the line can be tried. */
export async function scannerFindings(parts: {
  readonly isOpen: boolean;
  readonly options: ScannerOptions;
  readonly ask: (command: ScannerCommand) => Promise<Asked>;
}): Promise<SelfTest> {
  const { isOpen, options, ask } = parts;
  const findings: Finding[] = [{ name: 'line', value: isOpen ? 'open' : 'missing', isGood: isOpen }];
  if (isOpen && options.model !== 'line') {
    const asked = await ask(readTail(options.model));
    findings.push({ name: 'answer', value: asked.ok ? 'good' : asked.error, isGood: asked.ok });
    if (asked.ok) findings.push(tailFinding(asked.value, options.model, options.terminator));
  }
  return { passed: findings.every(({ isGood }) => isGood), findings };
}

/** A kiosk that waits for another terminator than the scanner sends hears every code too late, or none. */
function tailFinding(data: Uint8Array, model: CommandedModel, expected: Terminator): Finding {
  const tail = tailSettings[model].read(data[0] ?? 0);
  return { name: 'terminator', value: tail ?? 'unknown', isGood: tail === expected };
}
