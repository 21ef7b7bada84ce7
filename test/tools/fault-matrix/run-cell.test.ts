import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../core/lib/clock.ts';
import type { WatchParts } from '../../../hardware/device.ts';
import { keepLine } from '../../../hardware/line-keeper.ts';
import { plainLine } from '../../../hardware/line-settings.ts';
import type { Port } from '../../../hardware/port.ts';
import { faultMatrix } from '../../../tools/fault-matrix/matrix.ts';
import { questionPoints } from '../../../tools/fault-matrix/points.ts';
import { recordSession, runCell } from '../../../tools/fault-matrix/run-cell.ts';
import { always, once } from '../../../tools/fault-matrix/subject.ts';
import type { Subject } from '../../../tools/fault-matrix/subject.ts';
import { matrixPage } from '../../../tools/fault-matrix/table.ts';

/** How the smallest driver of all is got wrong. */
type Wrong = 'patient for ever' | 'gives up for good' | 'does it twice' | null;

/**
 * A device that says back one byte, and a driver that asks for it: `said 7`, or `silent` when nothing comes in time.
 */
function bell(wrong: Wrong = null): Subject {
  return {
    device: 'keypad',
    settings: plainLine(9_600),
    open: (parts) => openBell(parts, wrong),
    success: /^said 7/,
    failure: /^silent|^said/,
    deadlineMs: 1_000,
    tidy: [],
    mishaps: [],
    points: (recording) => questionPoints(recording, () => 'question'),
    isOneWay: false,
  };
}

function openBell({ open, clock, onState, say }: WatchParts, wrong: Wrong) {
  let hasGivenUp = false;
  const line = keepLine({
    open,
    clock,
    onUp: () => onState({ device: 'keypad', state: 'online', cause: null }),
    onDown: () => onState({ device: 'keypad', state: 'no-device', cause: 'bell-missing' }),
  });

  async function operate(): Promise<void> {
    const port = line.port();
    if (port === null || hasGivenUp) return;
    const answer = await firstByte(port, clock, wrong === 'patient for ever' ? 1e9 : 500);
    hasGivenUp = wrong === 'gives up for good' && answer === null;
    say(answer === null ? 'silent' : `said ${answer}`);
  }

  return {
    driver: line,
    operate: () => void operate(),
    audit: () => (wrong === 'does it twice' ? 'rang twice' : null),
    twin: {
      attach: (port: Port) => port.onBytes((chunk) => void port.write(chunk, 100)),
      orders: { hush: { usage: '', obey: () => null } },
      faults: ['hoarse'],
      setFault: () => true,
    },
  };
}

function firstByte(port: Port, clock: Clock, patienceMs: number): Promise<number | null> {
  return new Promise((settle) => {
    const stop = port.onBytes(([byte = 0]) => end(byte));
    const stopTimer = clock.after(patienceMs, () => end(null));
    function end(byte: number | null): void {
      stop();
      stopTimer();
      settle(byte);
    }
    void port.write(Uint8Array.of(7), 100);
  });
}

async function cell(subject: Subject, mishap = once('half-frame', 0)) {
  const [point] = subject.points(await recordSession(subject));
  return runCell(subject, mishap, point!);
}

describe('a cell', () => {
  test('tells how the operation ended, how long it took, and that the next one works', async () => {
    expect(await cell(bell())).toEqual({
      device: 'keypad',
      mishap: 'half-frame 0',
      point: 'operating: question',
      outcome: 'silent',
      waitedMs: 500,
      next: 'said 7',
      nextMs: 0,
      wrong: null,
    });
  });

  test('tells what was told between the mishap and the end', async () => {
    expect(await cell(bell(), once('unplug', 0))).toMatchObject({
      outcome: 'no-device (bell-missing) → online → silent',
      waitedMs: 500,
      wrong: null,
    });
  });

  test('tells another answer than the right one by its own words', async () => {
    const { outcome, wrong } = await cell(bell(), once('flip-bit'));
    expect(outcome).toMatch(/^said (?!7$)\d+$/);
    expect(wrong).toBeNull();
  });

  test('that nothing ends is stuck', async () => {
    expect(await cell(bell('patient for ever'))).toMatchObject({ wrong: 'stuck', waitedMs: 1_000 });
  });

  test('behind which nothing works any more is wrong', async () => {
    expect(await cell(bell('gives up for good'))).toMatchObject({
      outcome: 'silent',
      next: 'nothing',
      wrong: 'next operation fails',
    });
  });

  test('whose audit finds something is wrong', async () => {
    expect(await cell(bell('does it twice'), once('delay', 10))).toMatchObject({ wrong: 'rang twice' });
  });

  test('whose point is never reached is wrong, because it proves nothing', async () => {
    const subject = bell();
    const never = { name: 'never', isReached: () => false, strikesAtOnce: false };
    expect(await runCell(subject, once('drop'), never)).toMatchObject({ wrong: 'never struck' });
  });

  test('of a device that is owed no answer may be lost, and is then done again', async () => {
    const subject = { ...bell('patient for ever'), isOneWay: true };
    expect(await cell(subject)).toMatchObject({
      outcome: 'lost: nothing is owed',
      next: 'said 7',
      wrong: null,
    });
  });
});

test('an operation that fails without any fault is no ground to build on', async () => {
  await expect(recordSession({ ...bell(), success: /^said 8/ })).rejects.toThrow(
    /fails even without a fault/,
  );
});

test('a fault that the twin does not know is a mistake of the matrix, not an empty cell', async () => {
  await expect(cell(bell(), once('nonsense'))).rejects.toThrow(/knows no fault nonsense/);
});

test('the matrix tries every mishap at every point, and is the same every time', async () => {
  const subject = { ...bell(), mishaps: [always('hoarse'), { order: 'hush' }] };
  const first = await faultMatrix([subject]);
  expect(new Set(first.map(({ point }) => point))).toEqual(
    new Set(['idle: line at rest', 'operating: question']),
  );
  expect(new Set(first.map(({ mishap }) => mishap))).toContain('wrong-checksum always');
  expect(first).toHaveLength(2 * (2 + 10 + 5));
  expect(matrixPage(await faultMatrix([subject]))).toBe(matrixPage(first));
});

test('the page has a table for each device, and the longest wait above it', async () => {
  const page = matrixPage([
    await cell(bell()),
    { ...(await cell(bell())), device: 'code-scanner', waitedMs: 7 },
  ]);
  expect(page).toMatch(/## keypad\n\n1 cells; the longest wait for a named end is 500 ms\./);
  expect(page).toContain('| `half-frame 0` | operating: question | silent | 500 | said 7 | 0 |');
  expect(page).toContain('## code-scanner');
});
