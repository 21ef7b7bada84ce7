import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { socialSecurityKind } from '../../../hardware/social-security-card/cli.ts';
import {
  atr,
  controls,
  encodeMessage,
  longestMessage,
  messageScanner,
} from '../../../hardware/social-security-card/vpcd.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { manualClock } from '../../support/manual-clock.ts';

const hexOf = (bytes: Iterable<number>) =>
  Buffer.from([...bytes])
    .toString('hex')
    .toUpperCase();

describe('messages', () => {
  test('begin with two bytes of length, high byte first', () => {
    expect(hexOf(encodeMessage(Uint8Array.of(controls.getAtr)))).toBe('000104');
    expect(hexOf(encodeMessage(new Uint8Array(0)))).toBe('0000');
    expect(hexOf(encodeMessage(new Uint8Array(200)).subarray(0, 2))).toBe('00C8');
    expect(hexOf(encodeMessage(new Uint8Array(258)).subarray(0, 2))).toBe('0102');
  });

  test('have vsmartcard’s controls', () => {
    expect(controls).toEqual({ off: 0, on: 1, reset: 2, getAtr: 4 });
  });

  test('are found however they are cut', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: longestMessage }), { maxLength: 5 });
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 50 }), (payloads, chunkBytes) => {
        const stream = Uint8Array.from(payloads.flatMap((payload) => [...encodeMessage(payload)]));
        const scanner = messageScanner();
        const found: string[] = [];
        for (let at = 0; at < stream.length; at += chunkBytes) {
          for (const message of scanner.push(stream.slice(at, at + chunkBytes)) ?? ['lost'])
            found.push(hexOf(message as Uint8Array));
        }
        expect(found).toEqual(payloads.map(hexOf));
      }),
    );
  });

  test('a length beyond every message loses the stream for good, and nothing is held for it', () => {
    const scanner = messageScanner();
    expect(longestMessage).toBe(300);
    expect(scanner.push(encodeMessage(new Uint8Array(longestMessage)))).toHaveLength(1);
    expect(scanner.push(Uint8Array.of((longestMessage + 1) >> 8, (longestMessage + 1) & 0xff))).toBeNull();
    expect(scanner.push(encodeMessage(Uint8Array.of(4)))).toBeNull();
  });

  test('anything at all never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 }), (chunks) => {
        const scanner = messageScanner();
        for (const chunk of chunks) expect(scanner.push(chunk)?.length ?? 0).toBeLessThanOrEqual(50);
      }),
    );
  });
});

describe('the kind', () => {
  const clock = manualClock();
  const { createTwin, createWatch, defaultSettings, probe } = socialSecurityKind;
  const twinParts = { clock, random: { below: () => 0 }, settings: defaultSettings, options: {} };

  async function twinOnLine(options: Readonly<Record<string, string>> = {}) {
    const line = memoryLine();
    const twin = createTwin({ ...twinParts, options });
    let detach = () => {};
    line.onConnection((port) => (detach = twin.attach(port)));
    const opened = await line.kiosk();
    if (!opened.ok) throw new Error(opened.error);
    const port = opened.value;
    const heard: number[] = [];
    port.onBytes((chunk) => heard.push(...chunk));
    async function say(...payload: number[]): Promise<string> {
      heard.length = 0;
      await port.write(encodeMessage(Uint8Array.from(payload)), 100);
      await clock.advance(500);
      return hexOf(heard);
    }
    return { twin, say, port, detach: () => detach() };
  }

  test('cannot be recognised on a line', () => {
    expect(probe).toBeNull();
  });

  test('its twin answers a look with its ATR or with nothing, and no other control at all', async () => {
    const { twin, say } = await twinOnLine();
    expect(await say(controls.getAtr)).toBe('0000');
    expect(await say(0x00, 0xa4, 0x04, 0x00, 0x00)).toBe('0000');
    twin.orders['lay']?.obey(['resident']);
    expect(await say(controls.getAtr)).toBe(`0011${hexOf(atr)}`);
    expect(hexOf(atr)).toBe('3B6D000080318065B08931C80183009000');
    for (const control of [controls.off, controls.on, controls.reset]) expect(await say(control)).toBe('');
  });

  test('its twin forgets what was selected when it is powered again', async () => {
    const { twin, say } = await twinOnLine();
    twin.orders['lay']?.obey(['counted-records']);
    await say(...Buffer.from('00A404000F7378312E73682EC9E7BBE1B1A3D5CF', 'hex'));
    expect(await say(0x00, 0xb2, 0x07, 0x2c, 0x0b)).toBe('000D07094131323334353637389000');
    await say(controls.reset);
    expect(await say(0x00, 0xb2, 0x07, 0x2c, 0x0b)).toBe('00026985');
  });

  test('its twin hangs up on what is no reader, and says nothing once detached', async () => {
    const first = await twinOnLine();
    const endings: string[] = [];
    first.port.onClosed((cause) => endings.push(cause));
    await first.port.write(Uint8Array.of(0xff, 0xff), 100);
    await clock.advance(10);
    expect(endings).toEqual(['gone']);
    const second = await twinOnLine();
    second.detach();
    expect(await second.say(controls.getAtr)).toBe('');
  });

  test('its twin for vpcd is on the line only while a card is in', async () => {
    const { port } = await twinOnLine({ absence: 'hang-up' });
    const endings: string[] = [];
    port.onClosed((cause) => endings.push(cause));
    await clock.advance(10);
    expect(endings).toEqual(['gone']);
  });

  test('its twin knows its faults and no others', async () => {
    const { twin } = await twinOnLine();
    expect(twin.faults).toEqual(['mute', 'memory-failure', 'broken-record', 'lifted-mid-read']);
    expect(twin.setFault({ name: 'mute', at: null, times: 1 })).toBe(true);
    expect(twin.setFault({ name: 'noise', at: null, times: 1 })).toBe(false);
  });

  test('its watch tells what happened and nothing of whose card it was', async () => {
    const line = memoryLine();
    const twin = createTwin(twinParts);
    line.onConnection((port) => void twin.attach(port));
    const said: string[] = [];
    const watch = createWatch({
      open: line.kiosk,
      clock,
      onState: () => {},
      say: (words) => said.push(words),
    });
    watch.start();
    await clock.advance(400);
    for (const order of ['lay resident', 'lift', 'lay foreign', 'lift']) {
      const [name = '', ...words] = order.split(' ');
      twin.orders[name]?.obey(words);
      await clock.advance(3_000);
    }
    await watch.stop();
    expect(said).toEqual([
      'card inserted',
      'card read: 10 fields',
      'card removed',
      'card inserted',
      'card not read: card-kind-unknown',
      'card removed',
    ]);
  });
});
