import { describe, expect, test } from 'vitest';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { converse } from '../../../hardware/printer/conversation.ts';
import type { Answer } from '../../../hardware/printer/answers.ts';
import { manualClock } from '../../support/manual-clock.ts';

async function connected() {
  const clock = manualClock();
  const cable = memoryLine();
  let device: Port | null = null;
  const chunks: number[] = [];
  cable.onConnection((port) => {
    device = port;
    port.onBytes((chunk) => void chunks.push(chunk.length));
  });
  const port = await cable.kiosk();
  if (!port.ok) throw new Error(port.error);
  const answer = (...bytes: readonly number[]) => device!.write(Uint8Array.from(bytes), 0);
  return { clock, cable, chunks, answer, line: converse(port.value, clock) };
}

const any = () => true;

describe('a conversation with the printer', () => {
  test('hears an answer that the line has cut in two', async () => {
    const { line, answer } = await connected();
    const heard = line.hear(any, 1_000);
    await answer(0x37, 0x22, 0x41);
    await answer(0x42, 0x43, 0x44, 0x00);
    expect(await heard).toEqual({ kind: 'process-id', id: 'ABCD' });
  });

  test('hears only what is wanted, and only from now on', async () => {
    const { clock, line, answer } = await connected();
    await answer(0x00);
    const heard = line.hear((found: Answer) => found.kind === 'paper-sensor', 1_000);
    await answer(0x12);
    await clock.advance(1_000);
    expect(await heard).toBeNull();
  });

  test('does not wait for ever for the rest of an answer that was none', async () => {
    const { clock, line, answer } = await connected();
    const heard = line.hear(any, 1_000);
    // 5F begins a name, and 32h, a status, could be a letter of it.
    await answer(0x5f, 0x32);
    await clock.advance(99);
    await answer(0x36);
    await clock.advance(99);
    expect(await Promise.race([heard, Promise.resolve('pending')])).toBe('pending');
    await clock.advance(1);
    expect(await heard).toEqual({ kind: 'real-time', bits: 0x32 });
  });

  test('hears nothing any more when the line is lost, nor after', async () => {
    const { cable, line } = await connected();
    const heard = line.hear(any, 1_000);
    cable.cut();
    expect(await heard).toBeNull();
    expect(await line.hear(any, 1_000)).toBeNull();
    expect(line.isOpen()).toBe(false);
    expect(await line.send([0x0a], 1_000)).toEqual({ ok: false, error: 'gone' });
  });

  test('sends in chunks that fit what a busy printer has room for', async () => {
    const { line, chunks } = await connected();
    expect(await line.send(new Uint8Array(600), 1_000)).toMatchObject({ ok: true });
    expect(chunks).toEqual([256, 256, 88]);
    await line.send(new Uint8Array(256), 1_000);
    expect(chunks.slice(3)).toEqual([256]);
    expect(line.isOpen()).toBe(true);
  });

  /** A port whose writes end when the test says so. */
  function heldPort(clock: ReturnType<typeof manualClock>) {
    const ends: ((result: Awaited<ReturnType<Port['write']>>) => void)[] = [];
    const deadlines: number[] = [];
    const port: Port = {
      write: (_, deadlineMs) => {
        deadlines.push(deadlineMs);
        return new Promise((end) => void ends.push(end));
      },
      onBytes: () => () => {},
      onClosed: () => () => {},
      close: async () => {},
    };
    return { line: converse(port, clock), ends, deadlines };
  }

  test('has two chunks on their way and no more, each with what is left of the time', async () => {
    const clock = manualClock();
    const { line, ends, deadlines } = heldPort(clock);
    const sending = line.send(new Uint8Array(1_000), 500);
    await clock.advance(100);
    expect(deadlines).toEqual([500, 500]);
    ends[0]!({ ok: true, value: undefined });
    await clock.advance(0);
    expect(deadlines).toEqual([500, 500, 400]);
    ends[1]!({ ok: false, error: 'gone' });
    expect(await sending).toEqual({ ok: false, error: 'gone' });
    expect(deadlines).toHaveLength(3);
  });

  test('sends nothing more once the time is over', async () => {
    const clock = manualClock();
    const { line, ends, deadlines } = heldPort(clock);
    const sending = line.send(new Uint8Array(1_000), 500);
    await clock.advance(500);
    ends[0]!({ ok: true, value: undefined });
    expect(await sending).toEqual({ ok: false, error: 'stalled' });
    expect(deadlines).toHaveLength(2);
  });

  test('says that the last chunk did not leave', async () => {
    const clock = manualClock();
    const { line, ends } = heldPort(clock);
    const sending = line.send(new Uint8Array(300), 500);
    ends[0]!({ ok: true, value: undefined });
    ends[1]!({ ok: false, error: 'stalled' });
    expect(await sending).toEqual({ ok: false, error: 'stalled' });
  });
});
