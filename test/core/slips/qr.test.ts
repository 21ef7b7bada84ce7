import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { isBlack } from '../../../core/slips/bitmap.ts';
import { qrModules, qrSymbol } from '../../../core/slips/qr.ts';

describe('a QR code', () => {
  test('holds the text as UTF-8, whatever is in it', () => {
    for (const text of ['K-42', '险%20', '𠮷é', 'a b+c']) {
      expect(new TextDecoder().decode(qrSymbol(text, 80).data)).toBe(text);
    }
  });

  test('holds a sign of replacement for half a character', () => {
    expect(new TextDecoder().decode(qrSymbol('a\ud83d', 80).data)).toBe('a\ufffd');
  });

  test('has six dots a module where the paper is wide enough, and its quiet zone always', () => {
    expect(qrSymbol('K-42', 58)).toMatchObject({ moduleDots: 6, level: 'M' });
    const long = qrSymbol('A'.repeat(700), 58);
    expect(long.moduleDots).toBe(3);
    expect((qrModules(long).widthDots + 8) * (long.moduleDots + 1)).toBeGreaterThan(384);
    expect(qrSymbol('A'.repeat(700), 80).moduleDots).toBe(5);
  });

  test('has its modules where another encoder has them', () => {
    const symbol = qrSymbol('K-42', 80);
    const modules = qrModules(symbol);
    const { data, size } = encode([...symbol.data], { ecc: 'M', border: 0, boostEcc: false });
    expect([modules.widthDots, modules.heightDots]).toEqual([size, size]);
    expect(data.flatMap((row, y) => row.filter((isDark, x) => isDark !== isBlack(modules, x, y)))).toEqual(
      [],
    );
  });
});
