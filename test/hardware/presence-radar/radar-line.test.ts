import { expect, test } from 'vitest';
import { ok } from '../../../core/lib/result.ts';
import { portSignals } from '../../../hardware/port-signals.ts';
import { radarLine } from '../../../hardware/presence-radar/radar-line.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('a question has half a second to go out and half a second to be answered', async () => {
  const clock = manualClock();
  const writeDeadlinesMs: number[] = [];
  const { onBytes, onClosed } = portSignals();
  const port = {
    onBytes,
    onClosed,
    async write(_bytes: Uint8Array, deadlineMs: number) {
      writeDeadlinesMs.push(deadlineMs);
      return ok(undefined);
    },
    close: () => Promise.resolve(),
  };
  const line = radarLine(port, clock, { onReport: () => {}, onGarbled: () => {}, onQuiet: () => {} });
  const ended: unknown[] = [];
  void line.ask('readFirmware').then((asked) => ended.push(asked));
  await clock.advance(499);
  expect(ended).toEqual([]);
  await clock.advance(1);
  expect(ended).toEqual([{ ok: false, error: 'radar-silent' }]);
  expect(writeDeadlinesMs).toEqual([500]);
});
