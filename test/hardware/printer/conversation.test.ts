import { describe, expect, test } from 'vitest';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { converse } from '../../../hardware/printer/conversation.ts';
import type { Answer } from '../../../hardware/printer/status.ts';
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
  });
});
