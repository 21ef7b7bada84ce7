import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { plainLine } from '../../hardware/line-settings.ts';
import type { Port } from '../../hardware/port.ts';
import { lineOpener } from '../../hardware/serial/open-line.ts';
import { type TcpDoor, openTcpDoor, tcpPortOpener } from '../../hardware/tcp/tcp-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { bytesOf, closingsOf, heardBy, openPorts, soon, textOf } from '../support/open-ports.ts';

const clock = realClock();
const host = '127.0.0.1';
const ports = openPorts();
const doors: TcpDoor[] = [];

afterEach(async () => {
  await ports.closeAll();
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

/** A terminal server: the device ends of its connections, in order. */
async function openDoor() {
  const devices: Port[] = [];
  const door = await openTcpDoor({ host, port: 0, clock, onConnection: (device) => devices.push(device) });
  if (!door.ok) throw new Error(door.error);
  doors.push(door.value);
  return { devices, port: door.value.port };
}

const openKiosk = (port: number) => ports.open(tcpPortOpener({ host, port, clock }));

async function connected() {
  const { devices, port } = await openDoor();
  const kiosk = await openKiosk(port);
  await expect.poll(() => devices.length, soon).toBe(1);
  return { kiosk, device: devices[0]!, devices, port };
}

describe('a line over TCP', () => {
  test('carries bytes both ways, and hands out plain arrays', async () => {
    const { kiosk, device } = await connected();
    const chunks: Uint8Array[] = [];
    device.onBytes((chunk) => chunks.push(chunk));
    const atKiosk = heardBy(kiosk);
    expect(await kiosk.write(Uint8Array.of(0, 0x0d, 0x11, 0x13, 0xff), 1_000)).toMatchObject({ ok: true });
    await device.write(bytesOf('answer'), 1_000);
    await expect.poll(() => chunks.flatMap((it) => [...it]), soon).toEqual([0, 0x0d, 0x11, 0x13, 0xff]);
    await expect.poll(() => textOf(atKiosk), soon).toBe('answer');
    expect(Buffer.isBuffer(chunks[0])).toBe(false);
  });

  test('keeps the order of writes that do not wait for each other', async () => {
    const { kiosk, device } = await connected();
    const heard = heardBy(device);
    const sent = Array.from({ length: 50 }, (_, at) => Uint8Array.of(at, at));
    await Promise.all(sent.map((bytes) => kiosk.write(bytes, 1_000)));
    await expect.poll(() => heard, soon).toEqual(sent.flatMap((bytes) => [...bytes]));
  });

  test('is opened by a profile that names tcp://', async () => {
    const { devices, port } = await openDoor();
    await ports.open(lineOpener(clock)({ path: `tcp://${host}:${port}`, ...plainLine(9_600) }));
    await expect.poll(() => devices.length, soon).toBe(1);
  });

  test('that nobody answers is refused by name, and the same opener works once somebody does', async () => {
    const { port } = await openDoor();
    await doors.pop()!.close();
    const troubles: string[] = [];
    const open = tcpPortOpener({ host, port, clock, onRefused: (it) => troubles.push(it) });
    expect(await open()).toEqual({ ok: false, error: 'gone' });
    expect(troubles).toEqual(['line-refused']);
    const door = await openTcpDoor({ host, port, clock, onConnection: () => {} });
    if (!door.ok) throw new Error(door.error);
    doors.push(door.value);
    await ports.open(open);
  });

  test('to a host that is none is not there', async () => {
    const troubles: string[] = [];
    const onRefused = (it: string) => void troubles.push(it);
    expect(await tcpPortOpener({ host: 'no-such-host.invalid', port: 1, clock, onRefused })()).toMatchObject({
      error: 'gone',
    });
    expect(troubles).toEqual(['line-not-there']);
  });
});

describe('the end of a TCP line', () => {
  test('is noticed at once when the other side closes, and told once', async () => {
    const { kiosk, device } = await connected();
    const closings = closingsOf(kiosk);
    await device.close();
    await expect.poll(() => closings, soon).toEqual(['gone']);
    await kiosk.close();
    expect(closings).toEqual(['gone']);
    expect(await kiosk.write(bytesOf('late'), 100)).toEqual({ ok: false, error: 'gone' });
  });

  test('comes at the write deadline when the peer takes no bytes, and nothing of it reaches the next connection', async () => {
    const sockets: Socket[] = [];
    const stopped = createServer({ pauseOnConnect: true }, (socket) => sockets.push(socket));
    await new Promise<void>((ready) => stopped.listen(0, host, ready));
    doors.push({ port: 0, close: () => new Promise((closed) => stopped.close(() => closed())) });
    const { port } = stopped.address() as AddressInfo;
    const kiosk = await openKiosk(port);
    const closings = closingsOf(kiosk);
    const startedMs = clock.monotonicMs();
    expect(await kiosk.write(new Uint8Array(50_000_000), 300)).toEqual({ ok: false, error: 'stalled' });
    expect(clock.monotonicMs() - startedMs).toBeLessThan(2_000);
    expect(closings).toEqual(['stalled']);
    await kiosk.close();
    const next = await openKiosk(port);
    await next.write(bytesOf('FRESH'), 1_000);
    await expect.poll(() => sockets.length, soon).toBe(2);
    const heard: number[] = [];
    sockets[1]!.on('data', (chunk: Buffer) => heard.push(...chunk));
    sockets[1]!.resume();
    await expect.poll(() => textOf(heard), soon).toBe('FRESH');
    for (const socket of sockets) socket.destroy();
  });

  test('closing is free of consequences when it is done twice', async () => {
    const { kiosk } = await connected();
    const closings = closingsOf(kiosk);
    await Promise.all([kiosk.close(), kiosk.close()]);
    await kiosk.close();
    expect(closings).toEqual(['closed']);
  });
});

describe('the door of a device', () => {
  test('gives the line to the newest connection, because the one before may be dead without knowing', async () => {
    const { kiosk, devices, port } = await connected();
    const closings = closingsOf(kiosk);
    const second = await openKiosk(port);
    await expect.poll(() => closings, soon).toEqual(['gone']);
    await expect.poll(() => devices.length, soon).toBe(2);
    const heard = heardBy(second);
    await devices[1]!.write(bytesOf('yours'), 1_000);
    await expect.poll(() => textOf(heard), soon).toBe('yours');
  });

  test('that is taken already is an answer and not an exception', async () => {
    const { port } = await openDoor();
    expect(await openTcpDoor({ host, port, clock, onConnection: () => {} })).toEqual({
      ok: false,
      error: 'port-unusable',
    });
  });
});
