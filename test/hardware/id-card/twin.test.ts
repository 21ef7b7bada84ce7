import { describe, expect, test } from 'vitest';
import { encodeCommand, samCommands } from '../../../hardware/id-card/codec.ts';
import type { SamCommand } from '../../../hardware/id-card/codec.ts';
import { encodeFrame } from '../../../hardware/id-card/frame.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { createIdCardTwin } from '../../../hardware/id-card/twin.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

type Bytes = Uint8Array;

const golden = (id: string) =>
  [...vectors.answers, ...vectors.cards, { id: 'SAM_ID', frameHex: vectors.samId.frameHex }].find(
    (entry) => entry.id === id,
  )!.frameHex;
const bytesOf = (hex: string): Bytes => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (chunks: readonly Bytes[]) => Buffer.concat(chunks).toString('hex').toUpperCase();

/** A twin on a line, and what comes back from it. */
async function twinOnLine(options: Readonly<Record<string, string>> = {}, baudRate = 115_200) {
  const clock = manualClock();
  const twin = createIdCardTwin({ clock, baudRate, options });
  const line = memoryLine();
  line.onConnection((device) => void twin.attach(device));
  const opened = await line.kiosk();
  if (!opened.ok) throw new Error(opened.error);
  const port = opened.value;
  const chunks: { readonly bytes: Bytes; readonly atMs: number }[] = [];
  port.onBytes((bytes) => chunks.push({ bytes, atMs: clock.monotonicMs() }));

  async function hear(sent: readonly Bytes[], patienceMs = 1_500) {
    chunks.length = 0;
    const sentAtMs = clock.monotonicMs();
    for (const bytes of sent) await port.write(bytes, 100);
    await clock.advance(patienceMs);
    return {
      hex: hexOf(chunks.map(({ bytes }) => bytes)),
      sizes: chunks.map(({ bytes }) => bytes.length),
      lastByteMs: (chunks.at(-1)?.atMs ?? Number.NaN) - sentAtMs,
    };
  }
  const ask = async (...commands: readonly SamCommand[]) => {
    let heard = await hear([]);
    for (const command of commands) heard = await hear([encodeCommand(command)]);
    return heard;
  };
  const order = (name: string, ...words: string[]) => twin.orders[name]!.obey(words);
  const fault = (name: string, times = 1, at: number | null = null) => twin.setFault({ name, at, times });
  return { twin, clock, line, port, hear, ask, order, fault };
}

describe('what the twin answers are the golden frames', () => {
  test.each([
    ['status', 'okNoData'],
    ['reset', 'okNoData'],
    ['samId', 'SAM_ID'],
    ['find', 'findNone'],
    ['select', 'selectFailed'],
    ['read', 'readFailed'],
    ['readWithFingerprint', 'readFailed'],
    ['readAddress', 'readFailed'],
  ] as const)('%s of an empty reader: %s', async (command, answer) => {
    const { ask } = await twinOnLine();
    expect((await ask(command)).hex).toBe(golden(answer));
  });

  test('a card is found, selected and read, in this order only', async () => {
    const { twin, ask } = await twinOnLine();
    twin.lay(twinDemoCards.resident);
    expect((await ask('select')).hex).toBe(golden('selectFailed'));
    expect((await ask('find')).hex).toBe(golden('findOk'));
    expect((await ask('read')).hex).toBe(golden('readFailed'));
    expect((await ask('select')).hex).toBe(golden('selectOk'));
    expect((await ask('read')).hex).toBe(golden('RESIDENT'));
    expect((await ask('readAddress')).hex).toBe(golden('noContent'));
    twin.lift();
    expect((await ask('read')).hex).toBe(golden('readFailed'));
    expect((await ask('find')).hex).toBe(golden('findNone'));
  });

  test('a card put in the place of another must be found anew', async () => {
    const { twin, ask } = await twinOnLine();
    twin.lay(twinDemoCards.resident);
    await ask('find', 'select');
    twin.lay(twinDemoCards.moved);
    expect((await ask('read')).hex).toBe(golden('readFailed'));
    expect((await ask('find', 'select', 'readAddress')).hex).toBe(vectors.extraAddress.frameHex);
  });

  test.each(vectors.readBaseFingerprintLengths)(
    'a read with $fingerprintLength bytes of fingerprints is $frameLength long',
    async ({ fingerprintLength, frameLength }) => {
      const { twin, ask } = await twinOnLine({ fingerprint: String(fingerprintLength) });
      twin.lay(twinDemoCards.resident);
      expect((await ask('find', 'select', 'readWithFingerprint')).hex).toHaveLength(2 * frameLength);
      expect((await ask('read')).hex).toBe(golden('RESIDENT'));
    },
  );

  test('a command nobody knows and a damaged one are refused by their status', async () => {
    const { hear } = await twinOnLine();
    expect((await hear([encodeFrame(Uint8Array.of(0x77, 0x01))])).hex).toBe('AAAAAA9669000400002125');
    expect((await hear([encodeCommand('find').with(-1, 0)])).hex).toBe('AAAAAA9669000400001014');
  });

  test('a command in pieces is understood', async () => {
    const { hear } = await twinOnLine();
    const command = encodeCommand('status');
    expect((await hear([command.slice(0, 3), command.slice(3)])).hex).toBe(golden('okNoData'));
  });
});

describe('the pace of the line', () => {
  // Ten bits a byte: ten bytes of command and eleven of answer.
  test.each([115_200, 9_600])('at %i baud is kept in both directions', async (baudRate) => {
    const { ask } = await twinOnLine({}, baudRate);
    expect((await ask('status')).lastByteMs).toBeCloseTo((21 * 10_000) / baudRate, 3);
  });

  test.each([
    [0x00, 115_200],
    [0x01, 57_600],
    [0x02, 38_400],
    [0x03, 19_200],
    [0x04, 9_600],
  ])('command 60 %i sets it to %i baud from the next answer on', async (para, baudRate) => {
    const { hear, ask } = await twinOnLine({}, 57_600);
    const setting = await hear([encodeFrame(Uint8Array.of(0x60, para))]);
    expect(setting.hex).toBe(golden('okNoData'));
    expect(setting.lastByteMs).toBeCloseTo((21 * 10_000) / 57_600, 3);
    expect((await ask('status')).lastByteMs).toBeCloseTo((21 * 10_000) / baudRate, 3);
  });

  test('is the first one again after the reader was plugged out and in', async () => {
    const { hear, line, clock, port } = await twinOnLine();
    await hear([encodeFrame(Uint8Array.of(0x60, 0x04))]);
    await port.close();
    const again = await line.kiosk();
    if (!again.ok) throw new Error(again.error);
    let heardAtMs = 0;
    again.value.onBytes(() => {
      heardAtMs = clock.monotonicMs();
    });
    const sentAtMs = clock.monotonicMs();
    await again.value.write(encodeCommand('status'), 100);
    await clock.advance(100);
    expect(heardAtMs - sentAtMs).toBeCloseTo((21 * 10_000) / 115_200, 3);
  });

  test('the setting of the radio is taken without a word about it', async () => {
    const { hear } = await twinOnLine();
    expect((await hear([bytesOf('AAAAAA9669000461FF50CA')])).hex).toBe(golden('okNoData'));
  });

  test('a latency is waited before the answers to one command, or to all', async () => {
    const { ask, order } = await twinOnLine();
    expect(order('latency', 'find', '200')).toBeNull();
    expect((await ask('find')).lastByteMs).toBeCloseTo(200 + (21 * 10_000) / 115_200, 3);
    expect((await ask('status')).lastByteMs).toBeLessThan(10);
    const slow = await twinOnLine({ latency: '80' });
    expect((await slow.ask('status')).lastByteMs).toBeCloseTo(80 + (21 * 10_000) / 115_200, 3);
  });

  test('answers come byte by byte, in pieces or whole, as ordered', async () => {
    const { ask, order } = await twinOnLine();
    expect((await ask('samId')).sizes).toEqual([27]);
    expect(order('chunks', 'byte')).toBeNull();
    expect((await ask('samId')).sizes).toEqual(Array.from({ length: 27 }, () => 1));
    const { twin, ...whole } = await twinOnLine({ chunks: 'whole' });
    twin.lay(twinDemoCards.resident);
    expect((await whole.ask('find', 'select', 'read')).sizes).toEqual([1295]);
    expect(whole.order('chunks', 'paced')).toBeNull();
    expect((await whole.ask('read')).sizes.length).toBeGreaterThan(20);
  });

  test('two commands in one chunk get two answers, one after the other', async () => {
    const { hear } = await twinOnLine();
    const both = Uint8Array.from([...encodeCommand('status'), ...encodeCommand('find')]);
    expect((await hear([both])).hex).toBe(golden('okNoData') + golden('findNone'));
  });
});

describe('faults by name', () => {
  test('every fault that the twin offers is known to it, and no other', async () => {
    const { twin, fault } = await twinOnLine();
    for (const name of twin.faults) expect(fault(name), name).toBe(true);
    expect(twin.faults).toEqual(
      expect.arrayContaining(['lift-mid-read', 'silent', 'sw3-41', 'mangled-select']),
    );
    for (const name of ['', 'noise', 'sw3', 'sw3-4', 'sw3-zz', 'sw3-041', 'toString'])
      expect(fault(name)).toBe(false);
  });

  test.each([
    ['self-test-failed', 'selfTestFailed'],
    ['sw3-60', 'selfTestFailed'],
    ['sw3-41', 'readFailed'],
  ])('%s strikes as often as ordered, and then no more', async (name, answer) => {
    const { ask, fault } = await twinOnLine();
    fault(name, 2);
    expect((await ask('status')).hex).toBe(golden(answer));
    expect((await ask('find')).hex).toBe(golden(answer));
    expect((await ask('status')).hex).toBe(golden('okNoData'));
  });

  test('an unauthorised module says 66, a silent one nothing', async () => {
    const { ask, fault } = await twinOnLine();
    fault('unauthorised');
    expect((await ask('status')).hex).toBe('AAAAAA9669000400006662');
    fault('silent');
    expect((await ask('status')).hex).toBe('');
    expect((await ask('status')).hex).toBe(golden('okNoData'));
  });

  test('a place keeps a fault to the answers of one command', async () => {
    const commands = ['find', 'select', 'read', 'readAddress', 'status', 'samId'] as const;
    for (const [at, command] of commands.entries()) {
      const { twin, ask, fault } = await twinOnLine();
      twin.lay(twinDemoCards.moved);
      fault('sw3-47', Infinity, at + 1);
      const struck = [];
      for (const asked of commands) if ((await ask(asked)).hex.endsWith('00004743')) struck.push(asked);
      expect(struck).toEqual([command]);
    }
  });

  test('a fault that is taken back strikes no more', async () => {
    const { ask, fault } = await twinOnLine();
    fault('silent', Infinity);
    fault('silent', 0);
    expect((await ask('status')).hex).toBe(golden('okNoData'));
  });

  test('a mangled select is the one that was seen in the field', async () => {
    const { twin, ask, fault } = await twinOnLine();
    twin.lay(twinDemoCards.resident);
    fault('mangled-select');
    const inField = vectors.scannerCases.find(({ chunksHex }) => chunksHex[0]!.startsWith('AA00AAAA'))!;
    expect((await ask('find', 'select')).hex).toBe(inField.chunksHex[0]);
  });

  test('two bytes AA too many stand in front', async () => {
    const { ask, fault } = await twinOnLine();
    fault('extra-aa');
    expect((await ask('status')).hex).toBe(`AAAA${golden('okNoData')}`);
  });

  test('wrong words stand in a frame that is whole', async () => {
    const { twin, ask, fault } = await twinOnLine();
    twin.lay(twinDemoCards.resident);
    fault('wrong-words');
    const { hex } = await ask('find', 'select', 'read');
    expect(hex.slice(0, 28)).toBe('AAAAAA966905080000 9000FF0400'.replace(' ', ''));
    expect(hex).toHaveLength(2 * 1295);
  });

  test('a card that is lifted in the middle fails to be read', async () => {
    const { twin, ask, fault } = await twinOnLine();
    twin.lay(twinDemoCards.resident);
    fault('lift-mid-read');
    expect((await ask('find', 'select', 'read')).hex).toBe(golden('readFailed'));
    expect((await ask('find')).hex).toBe(golden('findNone'));
  });
});

describe('orders', () => {
  test('lay and lift a demo card', async () => {
    const { ask, order } = await twinOnLine();
    expect(order('lay', 'resident')).toBeNull();
    expect((await ask('find')).hex).toBe(golden('findOk'));
    expect(order('lift')).toBeNull();
    expect((await ask('find')).hex).toBe(golden('findNone'));
  });

  test('make the reader one that finds a card only once', async () => {
    for (const sticky of [true, false]) {
      const { twin, ask, order } = await twinOnLine(sticky ? {} : { sticky: 'on' });
      expect(order('sticky', sticky ? 'on' : 'off')).toBeNull();
      twin.lay(twinDemoCards.resident);
      expect((await ask('find')).hex).toBe(golden('findOk'));
      expect((await ask('find')).hex).toBe(golden(sticky ? 'findNone' : 'findOk'));
    }
  });

  test.each([
    ['lay', 'passport'],
    ['lay', 'toString'],
    ['lay'],
    ['sticky', 'maybe'],
    ['sticky'],
    ['chunks', 'half'],
    ['chunks'],
    ['latency', 'find', '-1'],
    ['latency', 'find'],
    ['latency', 'toString', '5'],
    ['latency'],
  ])('that mean nothing are answered with a reason: %s %s', async (name, ...words) => {
    const { order } = await twinOnLine();
    expect(order(name, ...words)).toMatch(/\w/);
  });

  test('say what they take', async () => {
    const { twin } = await twinOnLine();
    expect(twin.orders['lay']!.usage.split('|')).toEqual(Object.keys(twinDemoCards));
    expect(twin.orders['chunks']!.usage).toBe('byte|paced|whole');
    expect(twin.orders['latency']!.usage).toContain(Object.keys(samCommands)[0]);
  });
});

test('a twin whose connection was given up says nothing on it any more', async () => {
  const clock = manualClock();
  const twin = createIdCardTwin({ clock, baudRate: 115_200 });
  const line = memoryLine();
  const detaches: (() => void)[] = [];
  line.onConnection((device) => void detaches.push(twin.attach(device)));
  const port = await line.kiosk();
  if (!port.ok) throw new Error(port.error);
  const heard: Bytes[] = [];
  port.value.onBytes((bytes) => heard.push(bytes));
  await port.value.write(encodeCommand('status'), 100);
  await Promise.resolve();
  detaches[0]!();
  await clock.advance(100);
  await port.value.write(encodeCommand('status'), 100);
  await clock.advance(100);
  expect(heard).toEqual([]);
});
