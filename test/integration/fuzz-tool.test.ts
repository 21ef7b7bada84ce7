import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** `npm run fuzz`, without npm: threads, deadlines and exit code as a person meets them. */
function fuzz(...args: string[]) {
  const done = spawnSync(process.execPath, ['tools/run.mjs', 'fuzz', ...args], {
    encoding: 'utf8',
    timeout: 200_000,
  });
  const lines = done.stdout.trim().split('\n');
  return { code: done.status, said: done.stdout, last: lines.at(-1)! };
}

test('20000 frames into every codec crash, hang and miss nothing', () => {
  const { code, last, said } = fuzz('--frames', '20000', '--seed', '3');
  const summary = JSON.parse(last) as Record<string, number>;
  expect(summary, said).toMatchObject({ crashes: 0, hangs: 0, missed: 0 });
  expect(summary['frames']).toBeGreaterThanOrEqual(20_000);
  expect(code).toBe(0);
}, 240_000);

test.each([
  ['hang', 'hangs'],
  ['throw', 'crashes'],
  ['miss', 'missed'],
  ['hoard', 'crashes'],
])(
  'a codec that is wrong on purpose (%s) is caught, and the run fails',
  (wrong, count) => {
    const { code, last, said } = fuzz(
      '--frames',
      '8000',
      '--only',
      'keypad',
      '--plant',
      wrong,
      '--deadline',
      '5',
    );
    expect((JSON.parse(last) as Record<string, number>)[count]).toBeGreaterThan(0);
    expect(said).toContain(`planted · ${wrong}, seed`);
    expect(code).toBe(1);
  },
  240_000,
);

test('help and wrong flags run nothing', () => {
  expect(fuzz('--help')).toMatchObject({ code: 0 });
  expect(fuzz('--frames', 'many')).toMatchObject({ code: 2 });
  expect(fuzz('--plant', 'nonsense')).toMatchObject({ code: 2 });
}, 240_000);
