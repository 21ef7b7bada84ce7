import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { createIdCardReader } from '../../hardware/id-card/driver.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import { heardBy, soon } from '../support/open-ports.ts';
import {
  baudRate,
  cableForEachTest,
  clock,
  kioskLine,
  openDevice,
  openKiosk,
  ptys,
} from '../support/serial-cable.ts';

cableForEachTest();

describe('a serial line', () => {
  test('carries bytes both ways, and hands out plain arrays', async () => {
    const kiosk = await openKiosk();
    const device = await openDevice();
    const chunks: Uint8Array[] = [];
    device.onBytes((chunk) => chunks.push(chunk));
    const atKiosk = heardBy(kiosk);
    expect(await kiosk.write(Uint8Array.of(0, 0x0d, 0x0a, 0xff), 1_000)).toMatchObject({ ok: true });
    await device.write(Uint8Array.of(0x11, 0x13), 1_000);
    await expect.poll(() => chunks.flatMap((chunk) => [...chunk]), soon).toEqual([0, 0x0d, 0x0a, 0xff]);
    await expect.poll(() => atKiosk, soon).toEqual([0x11, 0x13]);
    expect(Buffer.isBuffer(chunks[0])).toBe(false);
  });

  test('keeps the order of writes that do not wait for each other', async () => {
    const kiosk = await openKiosk();
    const heard = heardBy(await openDevice());
    const sent = Array.from({ length: 50 }, (_, at) => Uint8Array.of(at, at, at));
    const written = await Promise.all(sent.map((bytes) => kiosk.write(bytes, 1_000)));
    expect(written.every(({ ok }) => ok)).toBe(true);
    await expect.poll(() => heard, soon).toEqual(sent.flatMap((bytes) => [...bytes]));
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
    twin.attach(await openDevice());
    reader = createIdCardReader({
      open: kioskLine(),
      clock,
      onCard: (event) => told.push(event),
      onState: (report) => reports.push(report),
    });
    reader.start();
    await expect.poll(() => reports.at(-1)?.state, soon).toBe('online');
  });
  afterEach(() => reader.stop());

  test('reads a card that is laid down, and notices it being lifted', async () => {
    twin.lay(twinDemoCards.resident);
    await expect.poll(toldStates, soon).toEqual(['laid', 'read']);
    expect(told[1]).toMatchObject({ card: { name: '王秀英', validUntil: 'long-term' } });
    twin.lift();
    await expect.poll(toldStates, soon).toEqual(['laid', 'read', 'lifted']);
  });

  test('is missing when it is unplugged, and reads again once it is plugged in', async () => {
    await ptys.unplug();
    await expect.poll(() => reports.at(-1)?.cause, soon).toBe('reader-missing');
    await ptys.replug();
    twin.attach(await openDevice());
    twin.lay(twinDemoCards.resident);
    await expect.poll(toldStates, soon).toEqual(['laid', 'read']);
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
