import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { codeTextOf } from '../../../hardware/code-scanner/code-text.ts';

describe('the text of a code', () => {
  test.each(['6901234567892', '保单 P-2026 王秀英', 'https://example.invalid/?a=1&b=2', '㙟 𠮷'])(
    '%s is read as UTF-8',
    (text) => expect(codeTextOf(Buffer.from(text))).toBe(text),
  );

  test.each(['保单号', '王秀英', '示例胡同４号'])('%s is read as GBK', (text) => {
    expect(codeTextOf(iconv.encode(text, 'gbk'))).toBe(text);
  });

  test('a rare name of four GB18030 bytes is read', () => {
    expect(codeTextOf(iconv.encode('张㙟', 'gb18030'))).toBe('张㙟');
  });

  test('a mark at the beginning of UTF-8 stays: what a code says is not changed', () => {
    expect(codeTextOf(Buffer.from('\ufeffA'))).toBe('\ufeffA');
  });

  test('bytes that are neither are refused', () => {
    expect(codeTextOf(Uint8Array.of(0x41, 0xff))).toBeNull();
    expect(codeTextOf(Buffer.from('a\ufffd'))).not.toBe('a\ufffd');
  });

  test.each([0x00, 0x01, 0x02, 0x03, 0x05, 0x08, 0x0b, 0x0c, 0x0e, 0x1b, 0x7f])(
    'control %i is damage, not text',
    (byte) => expect(codeTextOf(Uint8Array.of(0x41, byte, 0x42))).toBeNull(),
  );

  test.each([0x04, 0x09, 0x0a, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f])('separator %i belongs to codes', (byte) => {
    expect(codeTextOf(Uint8Array.of(0x41, byte, 0x42))).toBe(`A${String.fromCharCode(byte)}B`);
  });
});
