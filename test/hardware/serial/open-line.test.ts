import { expect, test } from 'vitest';
import { plainLine } from '../../../hardware/line-settings.ts';
import type { OpeningTrouble } from '../../../hardware/port.ts';
import { lineOpener } from '../../../hardware/serial/open-line.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('a device that is looked up in a list which never comes is not waited for, nor looked up a second time', async () => {
  const clock = manualClock();
  const refused: OpeningTrouble[] = [];
  let looks = 0;
  const openLine = lineOpener(clock, () => {
    looks += 1;
    return new Promise(() => {});
  });
  const path = { vendorId: '1a86', productId: '7523' };
  const open = openLine({ path, ...plainLine(9_600) }, (trouble) => refused.push(trouble));
  const answers: unknown[] = [];
  void open().then((opened) => answers.push(opened));
  await clock.advance(3_000);
  void open().then((opened) => answers.push(opened));
  await clock.advance(0);
  expect(answers).toEqual([
    { ok: false, error: 'gone' },
    { ok: false, error: 'gone' },
  ]);
  expect(refused).toEqual(['line-opening-slow', 'line-opening-slow']);
  expect(looks).toBe(1);
});
