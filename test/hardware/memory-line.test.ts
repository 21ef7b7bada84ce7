import { expect, test } from 'vitest';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { Port, PortTrouble } from '../../hardware/port.ts';

async function opened(line: ReturnType<typeof memoryLine>): Promise<Port> {
  const port = await line.kiosk();
  if (!port.ok) throw new Error(port.error);
  return port.value;
}

function heardBy(port: Port): number[] {
  const heard: number[] = [];
  port.onBytes((chunk) => heard.push(...chunk));
  return heard;
}

test('bytes arrive at the other end in order, and never inside the write itself', async () => {
  const line = memoryLine();
  let heard: number[] = [];
  line.onConnection((device) => (heard = heardBy(device)));
  const kiosk = await opened(line);
  const first = kiosk.write(Uint8Array.of(1, 2), 100);
  const second = kiosk.write(Uint8Array.of(3), 100);
  expect(heard).toEqual([]);
  expect(await Promise.all([first, second])).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: undefined },
  ]);
  expect(heard).toEqual([1, 2, 3]);
});

test('what the writer does to its buffer afterwards changes nothing', async () => {
  const line = memoryLine();
  let heard: number[] = [];
  line.onConnection((device) => (heard = heardBy(device)));
  const kiosk = await opened(line);
  const buffer = Uint8Array.of(7);
  const written = kiosk.write(buffer, 100);
  buffer[0] = 0;
  await written;
  expect(heard).toEqual([7]);
});

test('cutting the line closes both ends once with gone, and opening fails until it is restored', async () => {
  const line = memoryLine();
  const closings: [string, PortTrouble][] = [];
  line.onConnection((device) => void device.onClosed((cause) => closings.push(['device', cause])));
  const kiosk = await opened(line);
  kiosk.onClosed((cause) => closings.push(['kiosk', cause]));
  line.cut();
  await kiosk.close();
  expect(closings).toEqual([
    ['kiosk', 'gone'],
    ['device', 'gone'],
  ]);
  expect(await kiosk.write(Uint8Array.of(1), 100)).toEqual({ ok: false, error: 'gone' });
  expect(await line.kiosk()).toEqual({ ok: false, error: 'gone' });

  line.restore();
  const again = await opened(line);
  expect(again).not.toBe(kiosk);
});

test('a listener that comes after the end is told at once', async () => {
  const kiosk = await opened(memoryLine());
  await kiosk.close();
  const causes: PortTrouble[] = [];
  kiosk.onClosed((cause) => causes.push(cause));
  expect(causes).toEqual(['closed']);
});

test('the line is free for the next opening only after the port is closed', async () => {
  const line = memoryLine();
  const kiosk = await opened(line);
  expect(await line.kiosk()).toEqual({ ok: false, error: 'gone' });
  await kiosk.close();
  expect(await line.kiosk()).toMatchObject({ ok: true });
});

test('a listener that has stopped hears nothing more', async () => {
  const line = memoryLine();
  const heard: number[] = [];
  line.onConnection((device) => {
    const stop = device.onBytes((chunk) => {
      heard.push(...chunk);
      stop();
    });
  });
  const kiosk = await opened(line);
  await kiosk.write(Uint8Array.of(1), 100);
  await kiosk.write(Uint8Array.of(2), 100);
  expect(heard).toEqual([1]);
});
