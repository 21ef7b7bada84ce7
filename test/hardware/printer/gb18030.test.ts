import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { columnsOf, decodeGb18030, encodeGb18030, printable } from '../../../hardware/printer/gb18030.ts';

/** Codes that GB 18030-2022, which ICU follows, gave to other characters than the printers' fonts have there. */
const movedIn2022 =
  'a6d9 a6da a6db a6dc a6dd a6de a6df a6ec a6ed a6f3 fe59 fe61 fe66 fe67 fe6d fe7e fe90 fea0'.split(' ');

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function everyPair(): readonly Uint8Array[] {
  const pairs: Uint8Array[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) pairs.push(Uint8Array.of(lead, trail));
    }
  }
  return pairs;
}

describe('GB18030 for printers', () => {
  test('every two-byte code decodes as ICU decodes it, but for the ones that moved in 2022', () => {
    const icu = new TextDecoder('gb18030', { fatal: true });
    const pairs = everyPair();
    expect(pairs).toHaveLength(23_940);
    const differing = pairs.filter((pair) => decodeGb18030(pair) !== icu.decode(pair)).map(hex);
    expect(differing).toEqual(movedIn2022);
  });

  test('every two-byte code comes back from its character, and the ideographic space is A1A1', () => {
    const differing = everyPair().filter((pair) => hex(encodeGb18030(decodeGb18030(pair))) !== hex(pair));
    expect(differing.map(hex)).toEqual(['a3a0']);
    expect(hex(encodeGb18030('\u3000'))).toBe('a1a1');
  });

  test('names with rare characters of the two-byte range print as they are', () => {
    expect(printable('䶮曌祎犇珺·—“①')).toEqual({ text: '䶮曌祎犇珺·—“①', replaced: [] });
    expect(hex(encodeGb18030('䶮曌祎犇珺'))).toBe('fe9f95d7b574a0c4ac42');
  });

  test('a yuan sign of four bytes becomes the one of two', () => {
    expect(printable('¥12')).toEqual({ text: '￥12', replaced: [] });
    expect(hex(encodeGb18030('￥'))).toBe('a3a4');
  });

  test('a character outside the font becomes 〓 and is reported once', () => {
    expect(printable('王㛃𬭎与㛃')).toEqual({ text: '王〓〓与〓', replaced: ['㛃', '𬭎'] });
  });

  test('a private-use character has a code but no glyph, so it is reported too', () => {
    expect(printable('\ue000').replaced).toEqual(['\ue000']);
    expect(iconv.encode('\ue000', 'gb18030')).toHaveLength(2);
  });

  test('text can never be a command: every control character but the line feed is replaced', () => {
    const controls = String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code), 0x7f, 0x80, 0x9f);
    const { text } = printable(controls);
    expect([...encodeGb18030(text)].filter((byte) => byte < 0x20 || byte === 0x7f)).toEqual([0x0a]);
  });

  test('a lone half of a surrogate pair is replaced, not passed on', () => {
    expect(printable('a\ud83db').text).toBe('a〓b');
  });

  test('ASCII takes one column and everything else two', () => {
    expect(columnsOf('A1，张é')).toBe(8);
  });
});
