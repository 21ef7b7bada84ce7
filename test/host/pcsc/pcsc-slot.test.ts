import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { err, ok } from '../../../core/lib/result.ts';
import type { Result } from '../../../core/lib/result.ts';
import type { DeviceDriver } from '../../../hardware/device.ts';
import { decodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import { createChip } from '../../../hardware/social-security-card/chip.ts';
import { demoChips } from '../../../hardware/social-security-card/demo-cards.ts';
import { createSocialSecurityReader } from '../../../hardware/social-security-card/driver.ts';
import type { PcscEvent } from '../../../host/pcsc/pcsc-child.ts';
import { createPcscSlot } from '../../../host/pcsc/pcsc-slot.ts';
import { manualClock } from '../../support/manual-clock.ts';

type Answers = (command: Uint8Array) => Promise<Result<Uint8Array, string>>;

/** A PC/SC process as far as its messages go; its cards are virtual chips. */
type Process = {
  readonly emit: (event: PcscEvent) => void;
  readonly insert: (reader: string, answers: Answers) => void;
  watches: number;
  isAlive: boolean;
};
let made: Process[];

function fork(onEvent: (event: PcscEvent) => void) {
  const cards = new Map<string, Answers>();
  const process: Process = {
    emit: onEvent,
    insert(reader, answers) {
      cards.set(reader, answers);
      onEvent({ kind: 'card-inserted', reader });
    },
    watches: 0,
    isAlive: true,
  };
  made.push(process);
  return {
    watch: () => void (process.watches += 1),
    transmit: (reader: string, command: Uint8Array) => cards.get(reader)!(command),
    kill() {
      if (!process.isAlive) return;
      process.isAlive = false;
      setImmediate(() => onEvent({ kind: 'exited' }));
    },
  };
}

function chip(name: keyof typeof demoChips): Answers {
  const { answerTo } = createChip(demoChips[name]);
  return async (command) => ok(answerTo(command));
}

const reader1 = 'Reader 00 00';
const reader2 = 'Reader 00 01';
let clock: ReturnType<typeof manualClock>;
let driver: DeviceDriver;
let told: string[];
let reports: DeviceReport[];

/** Starts the driver, and its process is ready. */
function begin(): Process {
  driver.start();
  const process = made.at(-1)!;
  process.emit({ kind: 'ready' });
  return process;
}
const states = () => reports.map(({ state, cause }) => [state, cause]);
const failing = (message: string): PcscEvent => ({ kind: 'error', message });

beforeEach(() => {
  made = [];
  told = [];
  reports = [];
  clock = manualClock();
  driver = createSocialSecurityReader({
    slot: createPcscSlot({ fork, clock }),
    decodeGbk: decodeGb18030,
    onCard: (event) => told.push(event.state === 'trouble' ? event.trouble : event.state),
    onState: (report) => reports.push(report),
  });
});
afterEach(() => driver.stop());

describe('readers behind PC/SC', () => {
  test('none is no device, one is online, and none again when the last is unplugged', async () => {
    const pcsc = begin();
    expect(pcsc.watches).toBe(1);
    expect(states()).toEqual([['no-device', 'reader-missing']]);
    pcsc.emit({ kind: 'reader-attached', reader: reader1 });
    pcsc.emit({ kind: 'reader-attached', reader: reader2 });
    pcsc.emit({ kind: 'reader-detached', reader: reader1 });
    expect(states().at(-1)).toEqual(['online', null]);
    expect(await driver.selfTest()).toMatchObject({ passed: true });
    pcsc.emit({ kind: 'reader-detached', reader: reader2 });
    expect(states().at(-1)).toEqual(['no-device', 'reader-missing']);
    expect(await driver.selfTest()).toMatchObject({ passed: false });
  });

  test('a card is laid, read and lifted; one in a second reader meanwhile waits for nobody', async () => {
    const pcsc = begin();
    pcsc.emit({ kind: 'reader-attached', reader: reader1 });
    pcsc.insert(reader1, chip('resident'));
    await clock.advance(10);
    pcsc.insert(reader2, chip('foreign'));
    pcsc.emit({ kind: 'card-removed', reader: reader2 });
    await clock.advance(10);
    expect(told).toEqual(['laid', 'read']);
    pcsc.emit({ kind: 'card-removed', reader: reader1 });
    pcsc.emit({ kind: 'card-removed', reader: reader1 });
    expect(told).toEqual(['laid', 'read', 'lifted']);
  });

  test.each([
    ['another card', (pcsc: Process) => pcsc.insert(reader1, chip('resident'))],
    ['a card that cannot be connected to', (pcsc: Process) => pcsc.emit(failing('Card is unresponsive'))],
  ])('a card in the place of %s whose removal nobody told is laid and read', async (_, first) => {
    const pcsc = begin();
    pcsc.emit({ kind: 'reader-attached', reader: reader1 });
    first(pcsc);
    await clock.advance(10);
    told.length = 0;
    pcsc.insert(reader1, chip('resident'));
    await clock.advance(10);
    expect(told).toEqual(['lifted', 'laid', 'read']);
  });

  test('a reader unplugged with its card in it ends the visit', async () => {
    const pcsc = begin();
    pcsc.emit({ kind: 'reader-attached', reader: reader1 });
    pcsc.insert(reader1, () => new Promise(() => {}));
    pcsc.emit({ kind: 'reader-detached', reader: reader1 });
    expect(told).toEqual(['laid', 'card-lifted-too-soon', 'lifted']);
    expect(states().at(-1)).toEqual(['no-device', 'reader-missing']);
  });
});

describe('cards that do not do their part', () => {
  test.each([
    ['Card was removed', 'card-lifted-too-soon'],
    ['Card is unresponsive', 'card-unreadable'],
  ])('a command that fails with "%s" is %s', async (message, trouble) => {
    begin().insert(reader1, async () => err(message));
    await clock.advance(10);
    expect(told).toEqual(['laid', trouble]);
  });

  test('a command without an answer is silence after three seconds, and a process that hangs is replaced', async () => {
    let answerLate = (_answer: Result<Uint8Array, string>) => {};
    const pcsc = begin();
    pcsc.insert(reader1, () => new Promise((answer) => (answerLate = answer)));
    await clock.advance(2_999);
    expect(told).toEqual(['laid']);
    expect(pcsc.isAlive).toBe(true);
    await clock.advance(1);
    expect(told).toEqual(['laid', 'reader-silent', 'lifted']);
    expect(pcsc.isAlive).toBe(false);
    expect(states().at(-1)).toEqual(['offline', 'pcsc-ended']);
    answerLate(ok(Uint8Array.of(0x90, 0x00)));
    await clock.advance(1_900);
    expect(made).toHaveLength(1);
    await clock.advance(200);
    expect(made).toHaveLength(2);
    expect(told).toEqual(['laid', 'reader-silent', 'lifted']);
  });

  test('a command with an empty answer is a card that goes away under it', async () => {
    begin().insert(reader1, async () => ok(new Uint8Array(0)));
    await clock.advance(10);
    expect(told).toEqual(['laid', 'card-lifted-too-soon']);
  });

  test.each(['Card is unresponsive', 'Card is not supported', 'Card is unpowered', 'Protocol mismatch'])(
    'a card that cannot be connected to ("%s") is unreadable until it is pulled out',
    (message) => {
      const pcsc = begin();
      pcsc.emit({ kind: 'reader-attached', reader: reader1 });
      pcsc.emit(failing(message));
      pcsc.emit(failing(message));
      expect(told).toEqual(['laid', 'card-unreadable']);
      pcsc.emit({ kind: 'card-removed', reader: reader1 });
      expect(told).toEqual(['laid', 'card-unreadable', 'lifted']);
    },
  );

  test('a card pulled out while it was connected to is told by its own event alone', () => {
    const pcsc = begin();
    pcsc.emit({ kind: 'reader-attached', reader: reader1 });
    pcsc.emit(failing('Card was removed'));
    expect(told).toEqual([]);
    expect(states().at(-1)).toEqual(['online', null]);
  });
});

describe('the PC/SC service', () => {
  test.each(['Communication error', 'PC/SC service stopped', 'PC/SC service not running'])(
    'that is not there ("%s") ends a card’s visit and is asked for every two seconds',
    async (message) => {
      const pcsc = begin();
      pcsc.emit({ kind: 'reader-attached', reader: reader1 });
      pcsc.insert(reader1, chip('resident'));
      await clock.advance(10);
      pcsc.emit(failing(message));
      pcsc.emit(failing(message));
      expect(told).toEqual(['laid', 'read', 'lifted']);
      expect(states().at(-1)).toEqual(['offline', 'pcsc-service-missing']);
      await clock.advance(1_999);
      expect(pcsc.watches).toBe(1);
      await clock.advance(1);
      expect(pcsc.watches).toBe(2);
      pcsc.emit({ kind: 'reader-attached', reader: reader1 });
      expect(states().at(-1)).toEqual(['online', null]);
      expect(made).toHaveLength(1);
    },
  );
});

test('a service that PC/SC misses once a second is asked for all the same', async () => {
  const pcsc = begin();
  for (let second = 0; second < 9; second += 1) {
    pcsc.emit(failing('PC/SC service not running'));
    await clock.advance(1_000);
  }
  expect(pcsc.watches).toBe(5);
  expect(states()).toEqual([
    ['no-device', 'reader-missing'],
    ['offline', 'pcsc-service-missing'],
  ]);
});

test('a process that ends while the service is missing is replaced, and the old one is asked nothing more', async () => {
  const pcsc = begin();
  pcsc.emit(failing('PC/SC service not running'));
  pcsc.emit({ kind: 'exited' });
  await clock.advance(5_000);
  expect(made).toHaveLength(2);
  expect(pcsc.watches).toBe(1);
});

describe('the process', () => {
  test('that cannot load its module is reported, and none is started again', async () => {
    driver.start();
    made[0]?.emit({ kind: 'not-loadable' });
    made[0]?.emit({ kind: 'exited' });
    await clock.advance(60_000);
    expect(states()).toEqual([['no-device', 'pcsc-not-loadable']]);
    expect(made).toHaveLength(1);
  });

  test('that ends is replaced after two seconds, and the old one is heard no more', async () => {
    const old = begin();
    old.emit({ kind: 'exited' });
    expect(states().at(-1)).toEqual(['offline', 'pcsc-ended']);
    await clock.advance(2_000);
    expect(made).toHaveLength(2);
    old.emit({ kind: 'reader-attached', reader: reader1 });
    expect(states().at(-1)).toEqual(['offline', 'pcsc-ended']);
    made[1]?.emit({ kind: 'ready' });
    made[1]?.emit({ kind: 'reader-attached', reader: reader1 });
    expect(states().at(-1)).toEqual(['online', null]);
  });

  test('ends with the driver, also while the service was missing', async () => {
    const pcsc = begin();
    pcsc.emit(failing('PC/SC service not running'));
    await driver.stop();
    expect(pcsc.isAlive).toBe(false);
    const reported = reports.length;
    await clock.advance(60_000);
    expect(made).toHaveLength(1);
    expect(pcsc.watches).toBe(1);
    expect(reports).toHaveLength(reported);
  });
});
