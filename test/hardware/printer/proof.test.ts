import { describe, expect, test } from 'vitest';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { converse } from '../../../hardware/printer/conversation.ts';
import { createProof } from '../../../hardware/printer/proof.ts';
import { printerTiming } from '../../../hardware/printer/timing.ts';
import type { Port } from '../../../hardware/port.ts';
import { manualClock } from '../../support/manual-clock.ts';

const paperIsThere = [0x00];

/** A printer played by hand: it answers when the test says so. */
async function playedPrinter(triesProcessId = true) {
  const clock = manualClock();
  const proof = createProof({ clock, timing: printerTiming, baudRate: 9_600, triesProcessId });
  const cable = memoryLine();
  let device: Port | null = null;
  let heard: readonly number[] = [];
  cable.onConnection((port) => {
    device = port;
    port.onBytes((chunk) => {
      heard = [...heard, ...chunk];
    });
  });

  async function connect() {
    const port = await cable.kiosk();
    if (!port.ok) throw new Error(port.error);
    const line = converse(port.value, clock);
    proof.watch(line);
    return line;
  }

  return {
    proof,
    cable,
    connect,
    line: await connect(),
    async answer(...bytes: readonly number[]) {
      await device?.write(Uint8Array.from(bytes), 0);
      await clock.advance(0);
    },
    sent: () => Buffer.from(heard),
    /** The id of the last `GS ( H` that has arrived. */
    async lastId() {
      await clock.advance(0);
      const at = Buffer.from(heard).lastIndexOf(Buffer.from([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30]));
      return heard.slice(at + 7, at + 11);
    },
    /** What has become of it after so long: `pending`, or its value. */
    async after<T>(ms: number, work: Promise<T>): Promise<T | 'pending'> {
      await clock.advance(ms);
      return Promise.race([work, Promise.resolve('pending' as const)]);
    },
  };
}

describe('proof of printing', () => {
  test('a printer that answers both questions is asked by process id from then on', async () => {
    const { proof, line, answer, lastId } = await playedPrinter();
    const settling = proof.settle(line);
    const trialId = await lastId();
    await answer(0x37, 0x22, ...trialId, 0x00, ...paperIsThere);
    expect(await settling).toBe(true);
    const question = proof.question();
    expect(question.command.slice(0, 3)).toEqual([0x1d, 0x28, 0x48]);
    expect(question.isCertain).toBe(true);
    expect(question.isAnswer({ kind: 'paper-sensor', bits: 0 })).toBe(false);
    const id = String.fromCharCode(...question.command.slice(7));
    expect(question.isAnswer({ kind: 'process-id', id })).toBe(true);
    expect(question.isAnswer({ kind: 'process-id', id: String.fromCharCode(...trialId) })).toBe(false);
  });

  test('a printer that answers only GS r is asked so', async () => {
    const { proof, line, answer } = await playedPrinter();
    const settling = proof.settle(line);
    await answer(...paperIsThere);
    expect(await settling).toBe(true);
    // Twice: a stray byte may look like one answer.
    expect(proof.question()).toMatchObject({ command: [0x1d, 0x72, 1, 0x1d, 0x72, 1], isCertain: false });
  });

  test('a clone is not asked for a process id, which it would print', async () => {
    const { proof, line, answer, sent } = await playedPrinter(false);
    const settling = proof.settle(line);
    await answer(...paperIsThere);
    expect(await settling).toBe(true);
    expect(sent().includes(Buffer.from([0x1d, 0x28, 0x48]))).toBe(false);
    expect(proof.question().command.slice(0, 3)).toEqual([0x1d, 0x72, 1]);
    expect(proof.knowsProcessId()).toBe(false);
  });

  test('what may be half sent is ended before the questions, and that ends automatic status meanwhile', async () => {
    const { proof, line, answer, sent } = await playedPrinter();
    const settling = proof.settle(line);
    await answer();
    expect(
      sent()
        .subarray(0, 2304)
        .every((byte) => byte === 0),
    ).toBe(true);
    const behind = sent().subarray(2304).toString('hex');
    expect(behind).toMatch(/^1b401d284806003030[2-7].[2-7].[2-7].[2-7].1b401d7201$/);
    await answer(...paperIsThere);
    await settling;
  });

  test('is settled until a slip is not confirmed, or another connection comes', async () => {
    const { proof, line, answer, connect, cable } = await playedPrinter();
    expect(proof.isSettled()).toBe(false);
    const settling = proof.settle(line);
    await answer(...paperIsThere);
    await settling;
    expect(proof.isSettled()).toBe(true);
    proof.unsettle();
    expect(proof.isSettled()).toBe(false);
    const again = proof.settle(line);
    await answer(...paperIsThere);
    await again;
    await line.close();
    cable.restore();
    await connect();
    expect(proof.isSettled()).toBe(false);
  });

  test('each question has an id of its own, higher than the one before', async () => {
    const { proof, line, answer, lastId } = await playedPrinter();
    const settling = proof.settle(line);
    await answer(0x37, 0x22, ...(await lastId()), 0x00, ...paperIsThere);
    await settling;
    const ids = Array.from({ length: 3 }, () => String.fromCharCode(...proof.question().command.slice(7)));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[ -~]{4}$/);
  });

  test('an answer by GS r that says "no paper" proves nothing', async () => {
    const { proof, line, answer } = await playedPrinter(false);
    const settling = proof.settle(line);
    await answer(...paperIsThere);
    await settling;
    const { isAnswer } = proof.question();
    const accepted = [0x00, 0x03, 0x0c, 0x0f, 0x60, 0x6c];
    expect(accepted.filter((bits) => isAnswer({ kind: 'paper-sensor', bits }))).toEqual([0x00, 0x03, 0x60]);
    expect(isAnswer({ kind: 'real-time', bits: 0 })).toBe(false);
  });

  test('what the printer has worked off is known by one answer behind it', async () => {
    const { proof, line, answer, sent, after } = await playedPrinter();
    const working = proof.workedOff(line, [0x41, 0x42]);
    expect(await after(1_000, working)).toBe('pending');
    expect(sent()).toEqual(Buffer.from([0x41, 0x42, 0x1d, 0x72, 1]));
    await answer(...paperIsThere);
    expect(await working).toBe(true);
    expect(await after(10_000, proof.workedOff(line, [0x41]))).toBe(false);
  });

  test('a printer that answers neither could not confirm a slip', async () => {
    const { proof, line, after } = await playedPrinter();
    expect(await after(10_000, proof.settle(line))).toBe(false);
  });

  test('an answer owed from an earlier slip does not count, whatever connection it comes over', async () => {
    const { proof, line, connect, cable, answer, after } = await playedPrinter();
    proof.question();
    await line.close();
    cable.restore();
    const settling = proof.settle(await connect());
    await answer(...paperIsThere, ...paperIsThere);
    expect(await after(1_000, settling)).toBe('pending');
    await answer(...paperIsThere);
    expect(await settling).toBe(true);
  });

  test('owed answers in one chunk are all counted', async () => {
    const { proof, line, answer, after } = await playedPrinter();
    proof.question();
    const settling = proof.settle(line);
    await answer(...paperIsThere, ...paperIsThere, ...paperIsThere);
    expect(await after(0, settling)).toBe(true);
  });

  test('an owed answer that never comes is written off after a silence', async () => {
    const { proof, line, answer, after } = await playedPrinter();
    proof.question();
    const settling = proof.settle(line);
    await answer(...paperIsThere);
    expect(await after(printerTiming.quietMs + 3_000, settling)).toBe(true);
  });
});
