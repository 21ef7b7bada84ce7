import { expect, test } from 'vitest';
import { portSignals } from '../../hardware/port-signals.ts';
import { streamPort } from '../../hardware/stream-port.ts';
import { manualClock } from '../support/manual-clock.ts';
import { closingsOf, heardBy } from '../support/open-ports.ts';

/** A stream whose sends are answered by hand. */
function rig() {
  const clock = manualClock();
  const signals = portSignals();
  const sent: { readonly bytes: Uint8Array; readonly answer: (hasLeft: boolean) => void }[] = [];
  const released: string[] = [];
  const port = streamPort({
    clock,
    signals,
    send: (bytes) => new Promise((answer) => sent.push({ bytes, answer })),
    async release(cause) {
      released.push(cause);
      await Promise.resolve();
      released.push('freed');
    },
  });
  return { clock, signals, sent, released, port, closings: closingsOf(port) };
}

test('a write is answered when the stream has taken the bytes, and not before', async () => {
  const { clock, sent, port, closings } = rig();
  let answer: unknown = null;
  void port.write(Uint8Array.of(1, 2), 100).then((it) => (answer = it));
  await clock.advance(99);
  expect(answer).toBeNull();
  expect(sent[0]?.bytes).toEqual(Uint8Array.of(1, 2));
  sent[0]!.answer(true);
  await clock.advance(1_000);
  expect(answer).toEqual({ ok: true, value: undefined });
  expect(closings).toEqual([]);
});

test('a write that is not taken ends at its deadline, not before, and gives the port up once', async () => {
  const { clock, sent, released, port, closings } = rig();
  let answer: unknown = null;
  void port.write(Uint8Array.of(1), 100).then((it) => (answer = it));
  await clock.advance(99);
  expect([answer, closings]).toEqual([null, []]);
  await clock.advance(1);
  expect([answer, closings]).toEqual([{ ok: false, error: 'stalled' }, ['stalled']]);
  sent[0]!.answer(true);
  await port.close();
  expect(closings).toEqual(['stalled']);
  expect(released).toEqual(['stalled', 'freed']);
});

test('a write that fails is answered with gone, and so are those behind it', async () => {
  const { sent, port, closings } = rig();
  const writes = [port.write(Uint8Array.of(1), 100), port.write(Uint8Array.of(2), 100)];
  sent[0]!.answer(false);
  expect(await Promise.all(writes)).toEqual([
    { ok: false, error: 'gone' },
    { ok: false, error: 'gone' },
  ]);
  expect(closings).toEqual(['gone']);
});

test('a closed port sends nothing any more and says why it is closed', async () => {
  const { sent, port } = rig();
  await port.close();
  expect(await port.write(Uint8Array.of(1), 100)).toEqual({ ok: false, error: 'closed' });
  expect(sent).toEqual([]);
});

test('closing is answered only when the handle is free, also for a second closing and after a loss', async () => {
  const closed = rig();
  await Promise.all([closed.port.close(), closed.port.close()]);
  expect(closed.released).toEqual(['closed', 'freed']);
  const lost = rig();
  lost.signals.shut('gone');
  await lost.port.close();
  expect(lost.released).toEqual(['gone', 'freed']);
  expect(lost.closings).toEqual(['gone']);
});

test('what the writer does to its buffer afterwards changes nothing', () => {
  const { sent, port } = rig();
  const buffer = Uint8Array.of(7);
  void port.write(buffer, 100);
  buffer[0] = 0;
  expect(sent[0]?.bytes).toEqual(Uint8Array.of(7));
});

test('bytes reach every listener until the end, and none after it', () => {
  const { signals, port } = rig();
  const [first, second] = [heardBy(port), heardBy(port)];
  signals.emit(Uint8Array.of(1));
  signals.shut('gone');
  signals.emit(Uint8Array.of(2));
  expect([first, second]).toEqual([[1], [1]]);
});

test('an end that is announced several times is one end, and latecomers are told at once', () => {
  const { signals, port, closings } = rig();
  signals.shut('gone');
  signals.shut('closed');
  signals.shut('gone');
  expect(closings).toEqual(['gone']);
  expect(closingsOf(port)).toEqual(['gone']);
});

test('a listener that has stopped hears neither bytes nor the end', () => {
  const { signals, port } = rig();
  const heard: unknown[] = [];
  port.onBytes((chunk) => heard.push(chunk))();
  port.onClosed((cause) => heard.push(cause))();
  signals.emit(Uint8Array.of(1));
  signals.shut('gone');
  expect(heard).toEqual([]);
});
