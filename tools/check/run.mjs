// node tools/check/run.mjs ready   types, lint, layers, dead code, unit tests: before every commit
// node tools/check/run.mjs all     everything CI runs
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureSystemPackages } from './system-packages.mjs';

const reports = 'out/check';
const bin = (name) => `node_modules/.bin/${name}`;
const vitest = (...projects) => [
  bin('vitest'),
  ['run', ...projects.flatMap((name) => ['--project', name]), '--reporter', 'default', '--reporter', 'json'],
];

const readySteps = [
  { title: 'types, layer by layer', command: [bin('tsc'), ['-b']] },
  { title: 'lint and layers', command: [bin('oxlint'), []] },
  { title: 'format', command: [bin('oxfmt'), ['--check']] },
  { title: 'dead code', command: [bin('knip'), ['--no-progress']] },
  { title: 'unit tests', command: vitest('unit', 'ui'), report: 'unit' },
];
const allSteps = [
  ...readySteps,
  { title: 'build', command: ['node', ['tools/build.mjs']] },
  { title: 'integration tests', command: vitest('integration'), report: 'integration' },
  { title: 'browser tests', command: [bin('playwright'), ['test']], report: 'browser' },
  { title: 'one visit of each errand', command: ['node', ['tools/run.mjs', 'visit']] },
];

/** Adds up the runners' own JSON reports, so that the closing line counts what really ran. */
function countTests(steps) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { report } of steps.filter((step) => step.report !== undefined)) {
    const found = JSON.parse(readFileSync(`${reports}/${report}.json`, 'utf8'));
    total.passed += found.numPassedTests ?? found.stats.expected + found.stats.flaky;
    total.failed += found.numFailedTests ?? found.stats.unexpected;
    total.skipped += found.numPendingTests ?? found.stats.skipped;
  }
  return total;
}

function runStep({ title, command: [program, args], report }) {
  const startedMs = Date.now();
  console.log(`\n── ${title}`);
  const file = `${reports}/${report}.json`;
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const outputFile = report !== undefined && program.endsWith('vitest') ? [`--outputFile.json=${file}`] : [];
  const done = spawnSync(program, [...args, ...outputFile], { stdio: 'inherit', env });
  console.log(
    `── ${title}: ${done.status === 0 ? 'ok' : 'FAILED'}, ${((Date.now() - startedMs) / 1000).toFixed(1)} s`,
  );
  return done.status === 0;
}

const mode = process.argv[2];
if (mode !== 'ready' && mode !== 'all') {
  console.log('usage: node tools/check/run.mjs ready|all');
  process.exit(2);
}
if (mode === 'all' && !ensureSystemPackages()) process.exit(1);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const steps = mode === 'ready' ? readySteps : allSteps;
const failedAt = steps.find((step) => !runStep(step));
if (failedAt !== undefined) {
  console.error(`\nNot ready: ${failedAt.title}.`);
  process.exit(1);
}
const { passed, failed, skipped } = countTests(steps);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
