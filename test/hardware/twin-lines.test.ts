import { expect, test } from 'vitest';
import { memoryLine } from '../../hardware/memory-line.ts';
import { twinLines } from '../../hardware/twin-lines.ts';
import { manualClock } from '../support/manual-clock.ts';

test('a line that closes ends its own talk, and another one stays', async () => {
  const clock = manualClock();
  const ended: string[] = [];
  const names = ['first', 'second'];
  const lines = twinLines(clock, 9_600, () => {
    const name = names.shift()!;
    return { end: () => ended.push(name) };
  });
  const [first, second] = [memoryLine(), memoryLine()];
  for (const line of [first, second]) line.onConnection((port) => void lines.attach(port));
  const kiosk = await first.kiosk();
  const other = await second.kiosk();
  if (!kiosk.ok || !other.ok) throw new Error('no line');
  const heard: number[] = [];
  other.value.onBytes((chunk) => heard.push(...chunk));
  await kiosk.value.close();
  expect(ended).toEqual(['first']);
  lines.send(Uint8Array.of(7));
  await clock.advance(10);
  expect(heard).toEqual([7]);
});
