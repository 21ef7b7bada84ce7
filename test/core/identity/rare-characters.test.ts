import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { displayName } from '../../../core/identity/rare-characters.ts';

/** GBK FE50 to FEA0 without FE7F, in the order of the private-use area from U+E815 on. */
const gbkCodes = Array.from({ length: 0xa1 - 0x50 }, (_, at) => 0x50 + at).filter((trail) => trail !== 0x7f);

/** What GB 18030-2005 still left in the private-use area, and where GB 18030-2022 and Unicode have it. */
const movedLast: Readonly<Record<number, number>> = {
  0x51: 0x20087,
  0x52: 0x20089,
  0x53: 0x200cc,
  0x59: 0x9fb4,
  0x61: 0x9fb5,
  0x66: 0x9fb6,
  0x67: 0x9fb7,
  0x6c: 0x215d7,
  0x6d: 0x9fb8,
  0x76: 0x2298f,
  0x7e: 0x9fb9,
  0x90: 0x9fba,
  0x91: 0x241fe,
  0xa0: 0x9fbb,
};

describe('a name as it is shown', () => {
  test('䶮 of an old card is today’s 䶮', () => {
    expect(displayName('张\u{e863}')).toBe('张䶮');
  });

  test('each of the 80 characters agrees with GB 18030', () => {
    expect(gbkCodes).toHaveLength(80);
    for (const [at, trail] of gbkCodes.entries()) {
      const last = movedLast[trail];
      const today =
        last === undefined ? iconv.decode(Buffer.from([0xfe, trail]), 'gb18030') : String.fromCodePoint(last);
      expect(displayName(String.fromCharCode(0xe815 + at)), trail.toString(16)).toBe(today);
    }
  });

  test.each(['王秀英', '𠮷野', '买买提·吐尔逊', 'SMITH, JOHN', '\ue814', '\ue865', '\u{e000}', ''])(
    'what was never moved stays: "%s"',
    (name) => {
      expect(displayName(name)).toBe(name);
    },
  );
});
