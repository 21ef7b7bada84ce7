import { beforeEach, describe, expect, test } from 'vitest';
import { encodeAnswer, encodeCommand } from '../../../hardware/id-card/codec.ts';
import { samLine } from '../../../hardware/id-card/sam-line.ts';
import type { Outcome, Refusal, SamLine } from '../../../hardware/id-card/sam-line.ts';
import { encodeFrame } from '../../../hardware/id-card/frame.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { manualClock } from '../../support/manual-clock.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let line: SamLine;
let device: Port;
let asked: Uint8Array[];
let refusals: Refusal[];
let writeDeadlinesMs: number[];
let outcomes: { readonly is: Outcome['is']; readonly atMs: number }[];

beforeEach(async () => {
  clock = manualClock();
  asked = [];
  refusals = [];
  writeDeadlinesMs = [];
  outcomes = [];
  const cable = memoryLine();
  cable.onConnection((end) => {
    device = end;
    end.onBytes((bytes) => asked.push(bytes));
  });
  const port = await cable.kiosk();
  if (!port.ok) throw new Error(port.error);
  const { write } = port.value;
  const timed = (bytes: Uint8Array, deadlineMs: number) => {
    writeDeadlinesMs.push(deadlineMs);
    return write(bytes, deadlineMs);
  };
  line = samLine({ ...port.value, write: timed }, clock, (refusal) => refusals.push(refusal));
});

const hear = ({ is }: Outcome) => void outcomes.push({ is, atMs: clock.monotonicMs() });

async function answer(...bytes: Uint8Array[]) {
  for (const chunk of bytes) await device.write(chunk, 100);
  await clock.advance(0);
}

describe('every command has a deadline', () => {
  test.each([
    ['reset', 1_000],
    ['status', 900],
    ['samId', 1_000],
    ['find', 1_000],
    ['select', 1_000],
    ['read', 2_500],
    ['readWithFingerprint', 3_000],
    ['readAddress', 3_000],
  ] as const)('%s is silent after %i ms', async (command, deadlineMs) => {
    line.ask(command, hear);
    await clock.advance(10_000);
    expect(asked).toEqual([encodeCommand(command)]);
    expect(outcomes).toEqual([{ is: 'silent', atMs: deadlineMs }]);
  });
});

test('an answer that stops in the middle is given up when the line has been quiet for a while', async () => {
  line.ask('read', hear);
  await clock.advance(100);
  await answer(encodeAnswer(0x90, new Uint8Array(1284)).slice(0, 600));
  await clock.advance(249);
  expect(outcomes).toEqual([]);
  await clock.advance(1);
  expect(outcomes).toEqual([{ is: 'garbled', atMs: 350 }]);
});

test('noise that is no beginning of an answer is silence', async () => {
  line.ask('find', hear);
  await answer(Uint8Array.of(1, 2, 3));
  await clock.advance(1_000);
  expect(outcomes).toEqual([{ is: 'silent', atMs: 1_000 }]);
});

test('an answer that never stops coming is given up at the deadline', async () => {
  line.ask('find', hear);
  for (let bytes = 0; bytes < 110; bytes += 1) {
    await answer(encodeAnswer(0x80).with(-1, 0));
    await clock.advance(10);
  }
  expect(outcomes).toEqual([{ is: 'garbled', atMs: 1_000 }]);
});

test('the success of an earlier command is not taken for that of this one', async () => {
  line.ask('status', hear);
  await answer(encodeAnswer(0x90, new Uint8Array(1284)), encodeAnswer(0x9f, new Uint8Array(4)));
  expect(outcomes).toEqual([]);
  await answer(encodeAnswer(0x90));
  expect(outcomes).toEqual([{ is: 'done', atMs: 0 }]);
});

test('what was half heard before the question does not spoil the answer', async () => {
  line.ask('find', hear);
  await answer(encodeAnswer(0x90, new Uint8Array(1284)).slice(0, 600));
  line.ask('status', hear);
  await answer(encodeAnswer(0x90));
  await clock.advance(10_000);
  expect(outcomes).toEqual([{ is: 'done', atMs: 0 }]);
});

test('answers that nobody asked for are not heard, and none after a stop', async () => {
  await answer(encodeAnswer(0x90));
  line.ask('status', hear);
  line.stop();
  await answer(encodeAnswer(0x90));
  await clock.advance(10_000);
  expect(outcomes).toEqual([]);
});

test('the deadline of an answered question does not end the next one', async () => {
  line.ask('status', hear);
  await clock.advance(500);
  await answer(encodeAnswer(0x90));
  line.ask('read', hear);
  await clock.advance(10_000);
  expect(outcomes).toEqual([
    { is: 'done', atMs: 500 },
    { is: 'silent', atMs: 3_000 },
  ]);
});

test('a command is on its way within half a second, or the line is given up', () => {
  line.ask('find', hear);
  expect(writeDeadlinesMs).toEqual([500]);
});

describe('for the log', () => {
  test('a command that was not carried out is told with all three status bytes', async () => {
    line.ask('read', hear);
    await answer(encodeFrame(Uint8Array.of(0x6a, 0x82, 0x41)));
    expect(refusals).toEqual([{ command: 'read', sw1: 0x6a, sw2: 0x82, sw3: 0x41, name: 'read-failed' }]);
    expect(outcomes).toEqual([{ is: 'card-failed', atMs: 0 }]);
  });

  test.each([
    ['find', encodeAnswer(0x80), 'no-card'],
    ['find', encodeAnswer(0x9f, new Uint8Array(4)), 'done'],
    ['readAddress', encodeAnswer(0x91), 'card-failed'],
  ] as const)(
    'neither an empty reader, nor a success, nor an empty place is a refusal: %s',
    async (command, said, is) => {
      line.ask(command, hear);
      await answer(said);
      expect(outcomes).toEqual([{ is, atMs: 0 }]);
      expect(refusals).toEqual([]);
    },
  );
});

test('the content of a card is wiped once it has been heard', async () => {
  let kept = new Uint8Array(0);
  let heard = 0;
  line.ask('read', (outcome) => {
    if (outcome.is !== 'done') return;
    kept = outcome.data as Uint8Array<ArrayBuffer>;
    heard = kept.filter((byte) => byte === 0x5a).length;
  });
  await answer(encodeAnswer(0x90, new Uint8Array(1284).fill(0x5a)));
  expect(heard).toBe(1284);
  expect(kept).toEqual(new Uint8Array(1284));
});
