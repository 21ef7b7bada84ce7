import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { SocialSecurityEvent } from '../../core/identity/social-security.ts';
import type { DeviceDriver } from '../../hardware/device.ts';
import { socialSecurityKind } from '../../hardware/social-security-card/cli.ts';
import { tcpPortOpener } from '../../hardware/tcp/tcp-port.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import {
  createPcscSocialSecurityReader,
  isSmartcardInstalled,
} from '../../host/pcsc/social-security-reader.ts';
import { realClock } from '../../machine/real-clock.ts';
import { toldBy } from '../contract/devices/social-security-card.suite.ts';

/*
 * The whole way: driver, npm smartcard, pcscd, vpcd, TCP, virtual card. Needs the Debian packages pcscd and
 * vsmartcard-vpcd and, in SMARTCARD_HOME or here, `npm install smartcard@3.7.0`.
 */
const home = process.env['SMARTCARD_HOME'] ?? process.cwd();
const pcscd = '/usr/sbin/pcscd';
const pcscSocket = '/run/pcscd/pcscd.comm';
const vpcd = { host: '127.0.0.1', port: 35_963 };
const clock = realClock();
const from = join(home, 'kiosk.js');
const script = join('host', 'pcsc', 'pcsc-process.mjs');
const isInstalled = isSmartcardInstalled(from);
const isHere = isInstalled && existsSync(pcscd);
const soon = { timeout: 15_000, interval: 20 };

let service: ChildProcess | null = null;
let driver: DeviceDriver;
let reports: DeviceReport[];
let events: SocialSecurityEvent[];

function startReader(): void {
  reports = [];
  events = [];
  driver = createPcscSocialSecurityReader({
    clock,
    script,
    from,
    onCard: (event) => void events.push(event),
    onState: (report) => void reports.push(report),
  });
  driver.start();
}
const lastCause = () => reports.at(-1)?.cause;
const untilTold = (...expected: string[]) => expect.poll(() => toldBy(events), soon).toEqual(expected);

async function startService(): Promise<void> {
  service = spawn(pcscd, ['--foreground'], { stdio: 'ignore' });
  await vi.waitUntil(() => existsSync(pcscSocket), soon);
}

async function stopService(): Promise<void> {
  if (service === null) return;
  const ended = once(service, 'exit');
  service.kill();
  await ended;
  service = null;
}

/** Like a card beside its slot: whenever vpcd listens, the twin is there. Returns how to take it away. */
function attachToVpcd(twin: DeviceTwin): () => Promise<void> {
  const open = tcpPortOpener({ ...vpcd, clock });
  let isWanted = true;
  let hangUp = async () => {};

  async function keepAttached(): Promise<void> {
    while (isWanted) {
      const port = await open();
      if (port.ok) {
        hangUp = port.value.close;
        if (!isWanted) return hangUp();
        twin.attach(port.value);
        await new Promise((closed) => port.value.onClosed(closed));
      }
      await new Promise<void>((again) => void clock.after(100, again));
    }
  }

  const ended = keepAttached();
  return async () => {
    isWanted = false;
    await hangUp();
    await ended;
  };
}

if (!isHere) {
  process.stderr.write(
    `NOT TRIED HERE: the card reader behind a real PC/SC (module: ${isInstalled ? 'there' : 'missing'}, ` +
      `pcscd: ${existsSync(pcscd) ? 'there' : 'missing'}); see test/integration/social-security-card.test.ts\n`,
  );
  test('without PC/SC on this machine the reader says so once and nothing else happens', async () => {
    startReader();
    await expect.poll(() => reports.length, soon).toBe(1);
    await driver.stop();
    expect(reports[0]).toMatchObject({ device: 'social-security-reader', state: 'no-device' });
    expect(events).toEqual([]);
  });
} else {
  describe('a virtual card behind a real PC/SC', () => {
    let twin: DeviceTwin;
    let detach: () => Promise<void>;
    const order = (name: string, ...words: string[]) => twin.orders[name]?.obey(words);

    beforeAll(startService);
    afterAll(stopService);
    beforeEach(async () => {
      const { createTwin, defaultSettings } = socialSecurityKind;
      twin = createTwin({
        clock,
        random: { below: () => 0 },
        settings: { ...defaultSettings, baudRate: 115_200 },
        options: { absence: 'hang-up' },
      });
      detach = attachToVpcd(twin);
      startReader();
      await expect.poll(lastCause, soon).toBeNull();
    });
    afterEach(async () => {
      await driver.stop();
      await detach();
    });

    test.each([
      ['resident', { name: '王秀英', number: '11010119490301002X', birthDay: '1949-03-01', sex: 'female' }],
      ['counted-records', { name: '王秀英', cardNumber: 'A12345678', validUntil: '2046-03-01' }],
      ['sparse', { name: null, number: null, cardNumber: 'A12345678' }],
    ])('%s is laid, read and lifted', async (card, expected) => {
      order('lay', card);
      await untilTold('laid', 'read');
      expect(events[1]).toMatchObject({ card: expected });
      order('lift');
      await untilTold('laid', 'read', 'lifted');
    });

    test.each([
      ['foreign', 'card-kind-unknown'],
      ['wrong-check-digit', 'card-number-wrong'],
    ])('%s is %s', async (card, trouble) => {
      order('lay', card);
      await untilTold('laid', trouble);
    });

    test('a card pulled out in the middle of the read is told, and the next one is read', async () => {
      twin.setFault({ name: 'lifted-mid-read', at: null, times: 1 });
      order('lay', 'resident');
      await expect.poll(() => toldBy(events).slice(-1), soon).toEqual(['lifted']);
      expect(toldBy(events)[0]).toBe('laid');
      expect(toldBy(events)[1]).toBe('card-lifted-too-soon');
      events.length = 0;
      order('lay', 'resident');
      await untilTold('laid', 'read');
    });

    test('a service that dies is missed, and the reader works again once it is back', async () => {
      await stopService();
      await expect.poll(lastCause, soon).toBe('pcsc-service-missing');
      await startService();
      await expect.poll(lastCause, soon).toBeNull();
      order('lay', 'resident');
      await untilTold('laid', 'read');
    });
  });
}
