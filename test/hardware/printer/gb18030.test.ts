import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeGb18030, encodeGb18030, isInFont } from '../../../hardware/printer/gb18030.ts';

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

  test('names with rare characters of the two-byte range are in the font', () => {
    expect(Array.from('䶮曌祎犇珺·—“①〓￥Az~ ').filter((char) => !isInFont(char))).toEqual([]);
    expect(hex(encodeGb18030('䶮曌祎犇珺'))).toBe('fe9f95d7b574a0c4ac42');
  });

  test('a character of four bytes is in no font', () => {
    expect(Array.from('㛃𬭎𠮷㧑𬮿¥').filter(isInFont)).toEqual([]);
    expect(hex(encodeGb18030('㛃𬭎㧑𬮿¥'))).toBe('8230b7319933a932823186399933b43581308436');
  });

  test('a private-use character has a code but no glyph', () => {
    expect(['\ue000', '\uf8ff'].filter(isInFont)).toEqual([]);
    expect(iconv.encode('\ue000', 'gb18030')).toHaveLength(2);
  });

  test('a control character is no text', () => {
    const controls = Array.from({ length: 33 }, (_, code) => String.fromCharCode(code === 32 ? 0x7f : code));
    expect(controls.filter(isInFont)).toEqual([]);
  });
});
