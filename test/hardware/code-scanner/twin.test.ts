import { beforeEach, describe, expect, test } from 'vitest';
import { createCodeScannerTwin } from '../../../hardware/code-scanner/twin.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { obey } from '../../../hardware/order-book.ts';
import type { Port } from '../../../hardware/port.ts';
import type { DeviceTwin } from '../../../hardware/twin.ts';
import { manualClock } from '../../support/manual-clock.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

let clock: ManualClock;
let twin: DeviceTwin;
let kiosk: Port;
let heard: number[];
let detach: () => void;

beforeEach(async () => {
  clock = manualClock();
  const line = memoryLine();
  twin = createCodeScannerTwin({
    clock,
    baudRate: 9_600,
    options: { model: 'gm65', terminator: 'tab' },
    encoding: 'utf8',
  });
  line.onConnection((port) => {
    detach = twin.attach(port);
  });
  const opened = await line.kiosk();
  if (!opened.ok) throw new Error(opened.error);
  kiosk = opened.value;
  heard = [];
  kiosk.onBytes((chunk) => heard.push(...chunk));
});

async function answerTo(hex: string): Promise<string> {
  heard.length = 0;
  await kiosk.write(bytesOf(hex), 100);
  await clock.advance(100);
  return Buffer.from(heard).toString('hex').toUpperCase();
}

describe('a twin of an engine', () => {
  test('answers the trigger of the manual, CRC or not, and nothing to a wrong CRC or to what it does not know', async () => {
    expect(await answerTo('7E 00 08 01 00 02 01 AB CD')).toBe('02000001003331');
    expect(await answerTo('7E 00 08 01 00 02 01 02 DA')).toBe('02000001003331');
    expect(await answerTo('7E 00 08 01 00 02 01 02 DB')).toBe('');
    expect(await answerTo('7E 00 09 01 00 00 00 DE C8')).toBe('');
  });

  test('tells its terminator, and another one after it was set', async () => {
    expect(await answerTo('7E 00 07 01 00 60 01 AB CD')).toMatch(/^0200000140/);
    obey(twin.orders, 'scan A');
    await clock.advance(100);
    expect(heard.slice(-2)).toEqual([0x41, 0x09]);
    await answerTo('7E 00 08 01 00 60 20 AB CD');
    expect(await answerTo('7E 00 07 01 00 60 01 AB CD')).toMatch(/^0200000120/);
    heard.length = 0;
    obey(twin.orders, 'scan A');
    await clock.advance(100);
    expect(heard).toEqual([0x41, 0x0d, 0x0a]);
  });

  test('reads several zones at once, and zero where nothing was written', async () => {
    await answerTo('7E 00 08 02 00 2A 39 01 AB CD');
    expect(await answerTo('7E 00 07 01 00 2A 02 D8 0F')).toMatch(/^020000023901/);
    expect(await answerTo('7E 00 07 01 00 50 01 AB CD')).toMatch(/^0200000100/);
  });

  test('answers a trigger before it sends the code that is shown', async () => {
    obey(twin.orders, 'show A');
    expect(await answerTo('7E 00 08 01 00 02 01 AB CD')).toBe('020000010033314109');
    expect(await answerTo('7E 00 07 01 00 60 01 AB CD')).not.toContain('4109');
  });

  test('gives up looking after five seconds, and looks five seconds more when it is triggered again', async () => {
    await answerTo('7E 00 08 01 00 02 01 AB CD');
    await clock.advance(4_000);
    await answerTo('7E 00 08 01 00 02 01 AB CD');
    await clock.advance(4_000);
    heard.length = 0;
    obey(twin.orders, 'show A');
    await clock.advance(100);
    expect(heard).toEqual([0x41, 0x09]);
    obey(twin.orders, 'hide');
    await answerTo('7E 00 08 01 00 02 01 AB CD');
    await clock.advance(4_901);
    heard.length = 0;
    obey(twin.orders, 'show A');
    await clock.advance(100);
    expect(heard).toEqual([]);
  });

  test('keeps the pace of its line', async () => {
    obey(twin.orders, `scan ${'9'.repeat(95)}`);
    await clock.advance(99);
    expect(heard.length).toBeLessThan(96);
    await clock.advance(2);
    expect(heard).toHaveLength(96);
  });

  test('spoils the last byte of an answer, once, and keeps codes as they are', async () => {
    expect(twin.faults).toEqual(['bad-crc', 'silent']);
    expect(twin.setFault({ name: 'bad-crc', at: null, times: 1 })).toBe(true);
    obey(twin.orders, 'scan A');
    await clock.advance(100);
    expect(heard).toEqual([0x41, 0x09]);
    expect(await answerTo('7E 00 08 01 00 02 00 AB CD')).toBe('020000010033CE');
    expect(await answerTo('7E 00 08 01 00 02 00 AB CD')).toBe('02000001003331');
  });

  test('swallows as many answers and codes as it was told, and knows no other fault', async () => {
    twin.setFault({ name: 'silent', at: null, times: 2 });
    obey(twin.orders, 'scan A');
    expect(await answerTo('7E 00 08 01 00 02 00 AB CD')).toBe('');
    expect(await answerTo('7E 00 08 01 00 02 00 AB CD')).toBe('02000001003331');
    expect(twin.setFault({ name: 'paper-out', at: null, times: 1 })).toBe(false);
  });

  test('says what an order lacks', () => {
    expect(obey(twin.orders, 'scan')).toBe('a text, please');
    expect(obey(twin.orders, 'show')).toBe('a text, please');
    expect(obey(twin.orders, 'hide')).toBe('done');
  });

  test('says nothing more once it is detached', async () => {
    detach();
    obey(twin.orders, 'scan A');
    expect(await answerTo('7E 00 08 01 00 02 00 AB CD')).toBe('');
  });
});

test('a twin of a scanner without commands answers none', async () => {
  const line = memoryLine();
  const plain = createCodeScannerTwin({
    clock,
    baudRate: 9_600,
    options: { model: 'line', terminator: 'cr' },
    encoding: 'utf8',
  });
  line.onConnection((port) => void plain.attach(port));
  const opened = await line.kiosk();
  if (!opened.ok) throw new Error(opened.error);
  opened.value.onBytes((chunk) => heard.push(...chunk));
  await opened.value.write(bytesOf('7E 00 08 01 00 02 01 AB CD'), 100);
  await clock.advance(100);
  expect(heard).toEqual([]);
});
