import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test(
  'a small fleet comes back after an outage: every row is there once and every receipt was good',
  { timeout: 180_000 },
  async () => {
    await run(process.execPath, ['tools/build.mjs', 'node', '--if-stale'], { timeout: 120_000 });
    const args = ['dist/tools/fleet.js', '--kiosks', '200', '--rows', '5'];
    const { stdout } = await run(process.execPath, args, { timeout: 120_000 });
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(figures).toMatchObject({ sent: 1_000, stored: 1_000, lost: 0, duplicates: 0 });
    expect(figures.drainSeconds).toBeGreaterThan(0);
    expect(figures.rejectedShare).toBeLessThan(1);
  },
);
