import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** `npm run bench -- outbox`, without npm. */
function bench(...args: string[]) {
  const done = spawnSync(process.execPath, ['tools/run.mjs', 'bench', 'outbox', ...args], {
    encoding: 'utf8',
    timeout: 280_000,
  });
  return {
    code: done.status,
    said: `${done.stdout}\n${done.stderr}`,
    last: done.stdout.trim().split('\n').at(-1)!,
  };
}

/** Too short for its figures to mean anything; that every row arrives, the bench itself insists on. */
test('a short run drains every contender at the durability of its line and tells its figures', () => {
  const { code, last, said } = bench('--rows', '100', '--rounds', '1');
  expect(code, said).toBe(0);
  const figures = JSON.parse(last);
  expect(figures).toMatchObject({
    rows: 100,
    rounds: 1,
    meets: {
      drainVsRxdb: expect.any(Boolean),
      drainVsPouchdb: expect.any(Boolean),
      acceptVsDexie: expect.any(Boolean),
    },
  });
  expect(figures.lines).toHaveLength(9);
  for (const line of figures.lines) {
    expect(line.gzipKb, line.contender).toBeGreaterThan(1);
    expect(line.heapMb.median, line.contender).toBeGreaterThan(0.1);
    expect(line.drainRowsPerSecond.median, line.contender).toBeGreaterThan(0);
  }
  expect(figures.ratios.acceptVsDexie.median).toBeGreaterThan(0);
}, 300_000);

test('sizes that measure nothing are refused before anything is started', () => {
  expect(bench('--rows', 'many')).toMatchObject({ code: 2 });
}, 60_000);
