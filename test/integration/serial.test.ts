import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SerialPort } from 'serialport';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { createIdCardReader } from '../../hardware/id-card/driver.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import type { Port, PortTrouble } from '../../hardware/port.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../host/real-clock.ts';
import { ptyPair } from '../../tools/rig/pty-pair.ts';
import type { PtyPair } from '../../tools/rig/pty-pair.ts';

const baudRate = 115_200;
const clock = realClock();
const received = { timeout: 5_000, interval: 5 };

let ptys: PtyPair;
const openPorts: Port[] = [];

beforeEach(async () => {
  ptys = await ptyPair();
});
afterEach(async () => {
  ptys.resume();
  await Promise.all(openPorts.splice(0).map((port) => port.close()));
  await ptys.dispose();
});

async function opened(path: string): Promise<Port> {
  const port = await serialPortOpener({ path, baudRate, clock })();
  if (!port.ok) throw new Error(port.error);
  openPorts.push(port.value);
  return port.value;
}

function heardBy(port: Port): number[] {
  const heard: number[] = [];
  port.onBytes((chunk) => heard.push(...chunk));
  return heard;
}

function closingsOf(port: Port): PortTrouble[] {
  const closings: PortTrouble[] = [];
  port.onClosed((cause) => closings.push(cause));
  return closings;
}

const text = (bytes: string) => Uint8Array.from(Buffer.from(bytes));

describe('a serial line', () => {
  test('carries bytes both ways, and hands out plain arrays', async () => {
    const kiosk = await opened(ptys.kioskPath);
    const device = await opened(ptys.devicePath);
    const chunks: Uint8Array[] = [];
    device.onBytes((chunk) => chunks.push(chunk));
    const atKiosk = heardBy(kiosk);
    expect(await kiosk.write(Uint8Array.of(0, 0x0d, 0x0a, 0xff), 1_000)).toMatchObject({ ok: true });
    await device.write(Uint8Array.of(0x11, 0x13), 1_000);
    await expect.poll(() => chunks.flatMap((chunk) => [...chunk]), received).toEqual([0, 0x0d, 0x0a, 0xff]);
    await expect.poll(() => atKiosk, received).toEqual([0x11, 0x13]);
    expect(Buffer.isBuffer(chunks[0])).toBe(false);
  });

  test('keeps the order of writes that do not wait for each other', async () => {
    const kiosk = await opened(ptys.kioskPath);
    const heard = heardBy(await opened(ptys.devicePath));
    const sent = Array.from({ length: 50 }, (_, at) => Uint8Array.of(at, at, at));
    const written = await Promise.all(sent.map((bytes) => kiosk.write(bytes, 1_000)));
    expect(written.every(({ ok }) => ok)).toBe(true);
    await expect.poll(() => heard, received).toEqual(sent.flatMap((bytes) => [...bytes]));
  });

  test('that is not there, or in use already, is an answer and not an exception', async () => {
    const nowhere = serialPortOpener({ path: `${ptys.kioskPath}-none`, baudRate, clock });
    expect(await nowhere()).toEqual({ ok: false, error: 'gone' });
    await opened(ptys.kioskPath);
    const second = serialPortOpener({ path: ptys.kioskPath, baudRate, clock });
    expect(await second()).toEqual({ ok: false, error: 'gone' });
  });
});

describe('the traps of serialport 13', () => {
  test('bytes written after closing are refused and never reach the next connection', async () => {
    const device = await opened(ptys.devicePath);
    const heard = heardBy(device);
    const first = await opened(ptys.kioskPath);
    await first.close();
    expect(await first.write(text('STALE-RECEIPT'), 1_000)).toEqual({ ok: false, error: 'closed' });
    const second = await opened(ptys.kioskPath);
    await second.write(text('FRESH'), 1_000);
    await expect.poll(() => Buffer.from(heard).toString(), received).toBe('FRESH');
  });

  test('the bare library does send them, so this wrapper is still needed', async () => {
    const device = await opened(ptys.devicePath);
    const heard = heardBy(device);
    const bare = new SerialPort({ path: ptys.kioskPath, baudRate, autoOpen: false });
    const openBare = () => new Promise((done) => bare.open(done));
    await openBare();
    await new Promise((done) => bare.close(done));
    bare.write('STALE-RECEIPT');
    await openBare();
    await expect.poll(() => Buffer.from(heard).toString(), received).toBe('STALE-RECEIPT');
    await new Promise((done) => bare.close(done));
  });

  test('an unplugged line is noticed although nobody listens for bytes or writes', async () => {
    const kiosk = await opened(ptys.kioskPath);
    const closings = closingsOf(kiosk);
    await ptys.unplug();
    await expect.poll(() => closings, received).toEqual(['gone']);
    expect(await kiosk.write(Uint8Array.of(1), 1_000)).toEqual({ ok: false, error: 'gone' });
  });

  test('writing into an unplugged line ends the port once, however often the library announces it', async () => {
    const kiosk = await opened(ptys.kioskPath);
    const closings = closingsOf(kiosk);
    const unplugged = ptys.unplug();
    const writes = await Promise.all([1, 2, 3].map((byte) => kiosk.write(Uint8Array.of(byte), 1_000)));
    await unplugged;
    await expect.poll(() => closings, received).toEqual(['gone']);
    await kiosk.close();
    await kiosk.close();
    expect(closings).toEqual(['gone']);
    for (const write of writes) if (!write.ok) expect(write.error).toBe('gone');
  });

  test('closing twice is closing once', async () => {
    const kiosk = await opened(ptys.kioskPath);
    const closings = closingsOf(kiosk);
    await Promise.all([kiosk.close(), kiosk.close()]);
    await kiosk.close();
    expect(closings).toEqual(['closed']);
    await opened(ptys.kioskPath);
  });

  test.each([1, 2, 3])('a line that comes back after a failed write works again (run %i)', async () => {
    const broken = await opened(ptys.kioskPath);
    const unplugged = ptys.unplug();
    await broken.write(text('lost'), 1_000);
    await unplugged;
    await ptys.replug();
    const kiosk = await opened(ptys.kioskPath);
    const heard = heardBy(await opened(ptys.devicePath));
    expect(await kiosk.write(text('again'), 1_000)).toMatchObject({ ok: true });
    await expect.poll(() => Buffer.from(heard).toString(), received).toBe('again');
  });

  test('a peer that takes no bytes stalls the write at its deadline, and the port is given up', async () => {
    const kiosk = await opened(ptys.kioskPath);
    const closings = closingsOf(kiosk);
    ptys.stall();
    const startedMs = clock.monotonicMs();
    expect(await kiosk.write(new Uint8Array(1_000_000), 300)).toEqual({ ok: false, error: 'stalled' });
    expect(clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(295);
    expect(closings).toEqual(['stalled']);
    expect(await kiosk.write(Uint8Array.of(1), 300)).toEqual({ ok: false, error: 'stalled' });
    await kiosk.close();
    ptys.resume();
    await opened(ptys.kioskPath);
  });
});

describe('a card reader on a tty', () => {
  const told: CardEvent[] = [];
  const reports: DeviceReport[] = [];
  const twin = createIdCardTwin({ clock, baudRate });
  const toldStates = () => told.map(({ state }) => state);
  let reader: ReturnType<typeof createIdCardReader>;

  beforeEach(async () => {
    told.length = 0;
    reports.length = 0;
    twin.lift();
    twin.attach(await opened(ptys.devicePath));
    reader = createIdCardReader({
      open: serialPortOpener({ path: ptys.kioskPath, baudRate, clock }),
      clock,
      onCard: (event) => told.push(event),
      onState: (report) => reports.push(report),
    });
    reader.start();
    await expect.poll(() => reports.at(-1)?.state, received).toBe('online');
  });
  afterEach(() => reader.stop());

  test('reads a card that is laid down, and notices it being lifted', async () => {
    twin.lay(twinDemoCards.resident);
    await expect.poll(toldStates, received).toEqual(['laid', 'read']);
    expect(told[1]).toMatchObject({ card: { name: '王秀英', validUntil: 'long-term' } });
    twin.lift();
    await expect.poll(toldStates, received).toEqual(['laid', 'read', 'lifted']);
  });

  test('is missing when it is unplugged, and reads again once it is plugged in', async () => {
    await ptys.unplug();
    await expect.poll(() => reports.at(-1)?.cause, received).toBe('reader-missing');
    await ptys.replug();
    twin.attach(await opened(ptys.devicePath));
    twin.lay(twinDemoCards.resident);
    await expect.poll(toldStates, received).toEqual(['laid', 'read']);
    expect(reports.at(-1)?.state).toBe('online');
  });

  test('that hangs without closing its line is offline, and works when it wakes up', async () => {
    ptys.stall();
    await expect.poll(() => reports.at(-1)?.cause, { timeout: 5_000 }).toBe('reader-silent');
    ptys.resume();
    twin.lay(twinDemoCards.resident);
    await expect.poll(toldStates, { timeout: 10_000 }).toEqual(['laid', 'read']);
  });
});
