import { describe, expect, it } from 'vitest';
import { noHash, type UnsignedEnvelope } from '../../../core/records/envelope.ts';
import { kioskClock } from '../../../sync/outbox/kiosk-clock.ts';
import { waitingRowOf, WaitingRows } from '../../../sync/outbox/waiting-rows.ts';
import type { Verdict } from '../../../sync/protocol/wire.ts';
import { SendQueue, sweepMs } from '../../../sync/uploader/send-queue.ts';
import { headerWith } from '../../support/envelope-header.ts';
import { manualClock } from '../../support/manual-clock.ts';

const clock = kioskClock({ bootId: 'boot-of-test', monotonicMs: 0, hubOffsetMs: null }, manualClock());

function rowAt(sequence: number, change: Parameters<typeof headerWith>[0] = {}) {
  const header = headerWith({ sequence, orderGroup: sequence, ...change });
  const envelope: UnsignedEnvelope = { header, encapsulatedKey: noHash, ciphertext: '', hash: noHash };
  return { ...waitingRowOf({ envelope, recovered: false }, clock), signature: '' };
}

const accepted = (...sequences: number[]): Verdict[] =>
  sequences.map((sequence) => ({ sequence, verdict: 'accepted' }));
const lacking = (sequence: number): Verdict[] => [
  { sequence, verdict: 'needs-info', code: 'chunks-missing' },
];
const none = { pieces: new Map<number, number>() };

function queueOf(...sequences: number[]) {
  const rows = new WaitingRows(sequences.map((sequence) => rowAt(sequence)));
  const queue = new SendQueue(rows);
  return { rows, queue, next: (nowMs: number) => queue.next(nowMs, 10).map(({ sequence }) => sequence) };
}

describe('what has had its verdict', () => {
  it('is not sent again but for the row that the hub took last, with the sweep, to see whether it still has it', () => {
    const { queue, next } = queueOf(1, 2, 3);
    queue.heard(none, accepted(2, 1), 100, sweepMs);
    queue.heard(none, accepted(3), 200, sweepMs);
    expect(next(200)).toEqual([]);
    expect(queue.dueInMs(200)).toBe(sweepMs);
    expect(next(200 + sweepMs - 1)).toEqual([]);
    expect(next(200 + sweepMs)).toEqual([3]);
  });

  it('is sent again, all of it, when the hub takes as new what it had', () => {
    const { queue, next } = queueOf(1, 2, 3);
    queue.heard(none, accepted(1, 2, 3), 0, sweepMs);
    expect(next(sweepMs)).toEqual([3]);
    queue.heard(none, accepted(3), sweepMs, sweepMs);
    expect(next(sweepMs)).toEqual([1, 2]);
  });

  it('is sent again with the sweep when the receipt ends right before it', () => {
    const { queue, rows, next } = queueOf(1, 2, 3);
    queue.heard(none, accepted(1, 2, 3), 0, sweepMs);
    rows.drop(1);
    queue.endsAt(1);
    expect(next(sweepMs - 1)).toEqual([]);
    expect(next(sweepMs)).toEqual([2, 3]);
  });

  it('is sent again with the sweep when it was refused: the hub may have been mended', () => {
    const { queue, next } = queueOf(1, 2, 3);
    queue.heard(none, [{ sequence: 1, verdict: 'rejected', code: 'bad-hash' }], 0, sweepMs);
    queue.heard(none, accepted(2, 3), 0, sweepMs);
    expect(next(sweepMs)).toEqual([1, 3]);
  });

  it('stays in the order after a failure: nothing was heard, so the same goes again', () => {
    const { queue, next } = queueOf(1, 2, 3);
    expect(queue.next(0, 2).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(next(5)).toEqual([1, 2, 3]);
  });

  it('is forgotten with its row, and a new row goes at once', () => {
    const { queue, rows, next } = queueOf(1, 2);
    queue.heard(none, accepted(1, 2), 0, sweepMs);
    rows.drop(2);
    rows.add(rowAt(3, { urgency: 'urgent' }));
    expect(next(1)).toEqual([3]);
    queue.heard(none, accepted(3), 1, sweepMs);
    rows.drop(3);
    expect(next(2)).toEqual([]);
    expect(queue.dueInMs(2)).toBeNull();
  });
});

describe('a record of which the hub lacks pieces', () => {
  it('goes again at once with all of them, once, and is owed until then', () => {
    const { queue, next } = queueOf(1, 2);
    queue.heard({ pieces: new Map([[1, 4]]) }, lacking(1), 0, sweepMs);
    expect(queue.piecesSent(1)).toBe(0);
    expect(queue.owes(1)).toBe(true);
    expect([queue.mayLeave(0, 1), queue.mayLeave(0, 0)]).toEqual([false, true]);
    expect(next(0)).toEqual([1, 2]);
    queue.heard({ pieces: new Map([[1, 4]]) }, lacking(1), 1, sweepMs);
    expect(queue.owes(1)).toBe(false);
    expect(next(1)).toEqual([2]);
  });

  it('and had them before goes again as well, with those that came with it', () => {
    const { queue, next } = queueOf(1, 2, 3);
    queue.heard({ pieces: new Map([[1, 4]]) }, accepted(1), 0, sweepMs);
    expect(next(sweepMs)).toEqual([1, 2, 3]);
    queue.heard({ pieces: new Map([[1, 4]]) }, [...lacking(1), ...accepted(2, 3)], sweepMs, sweepMs);
    expect(queue.piecesSent(1)).toBe(0);
    expect(next(sweepMs)).toEqual([1]);
    queue.heard({ pieces: new Map([[1, 4]]) }, accepted(1), sweepMs, sweepMs);
    expect(queue.isAllHeld).toBe(true);
  });
});

describe('what a receipt covers', () => {
  it('may leave when the hub has spoken of each row of it, whatever it said', () => {
    const { queue } = queueOf(1, 2, 3);
    queue.heard(none, [...accepted(1), { sequence: 2, verdict: 'rejected', code: 'bad-hash' }], 0, sweepMs);
    expect(queue.mayLeave(0, 2)).toBe(true);
    expect(queue.mayLeave(0, 3)).toBe(false);
    queue.heard(none, accepted(3), 0, sweepMs);
    expect(queue.mayLeave(0, 3)).toBe(true);
  });

  it('stays, but for the rest, while the hub lacks pieces of it', () => {
    const { queue } = queueOf(1, 2);
    queue.heard(none, [...accepted(1), ...lacking(2)], 0, sweepMs);
    expect([queue.mayLeave(0, 1), queue.mayLeave(0, 2)]).toEqual([true, false]);
  });

  it('is sent once more when a place of it has no row: staff may have given up what a restored hub had lost', () => {
    const { queue, next } = queueOf(11, 13, 14, 15);
    queue.heard(none, accepted(11, 13, 14, 15), 0, sweepMs);
    expect(queue.mayLeave(10, 11)).toBe(true);
    expect(queue.mayLeave(10, 15)).toBe(false);
    expect(next(1)).toEqual([11, 13, 14, 15]);
    queue.heard(none, accepted(11, 13, 14, 15), 1, sweepMs);
    expect(queue.mayLeave(10, 15)).toBe(true);
  });

  it('may leave although a row of it cannot be read, or nothing of it is here', () => {
    const { queue } = queueOf(2);
    queue.rest(2, 1_000);
    expect(queue.mayLeave(1, 2)).toBe(true);
    expect(queueOf().queue.mayLeave(1, 2)).toBe(true);
  });
});

it('a row that cannot be read holds nothing up', () => {
  const { queue, next } = queueOf(1, 2);
  queue.rest(1, 1_000);
  expect(next(0)).toEqual([2]);
  expect(next(1_000)).toEqual([1, 2]);
});
