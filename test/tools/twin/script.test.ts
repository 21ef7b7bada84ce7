import { expect, test } from 'vitest';
import { playScript, readScript } from '../../../tools/twin/script.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('orders have their hour, remarks and blank lines are passed over', () => {
  const text =
    '# a visit\nlay resident\n\nafter 2s scan a#b\r\nafter 1.5s fault noise x2\nafter 250ms quit\nafter 1min x';
  expect(readScript(text)).toEqual({
    ok: true,
    value: [
      { afterMs: 0, order: 'lay resident' },
      { afterMs: 2_000, order: 'scan a#b' },
      { afterMs: 1_500, order: 'fault noise x2' },
      { afterMs: 250, order: 'quit' },
      { afterMs: 60_000, order: 'x' },
    ],
  });
});

test.each(['after', 'after 2s', 'after soon lift', 'after 2 lift', 'after -1s lift', 'after 2h lift'])(
  '"%s" is refused, and the line is named',
  (line) => {
    expect(readScript(`lift\n${line}`)).toEqual({ ok: false, error: `line 2: ${line}` });
  },
);

test('each order is given so long after the one before it', async () => {
  const clock = manualClock();
  const given: [number, string][] = [];
  const steps = [
    { afterMs: 0, order: 'a' },
    { afterMs: 200, order: 'b' },
    { afterMs: 300, order: 'c' },
  ];
  let isOver = false;
  const playing = playScript(steps, clock, (order) => given.push([clock.monotonicMs(), order])).then(() => {
    isOver = true;
  });
  await clock.advance(499);
  expect(isOver).toBe(false);
  await clock.advance(1);
  await playing;
  expect(given).toEqual([
    [0, 'a'],
    [200, 'b'],
    [500, 'c'],
  ]);
});
