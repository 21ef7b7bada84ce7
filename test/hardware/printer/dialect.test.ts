import { describe, expect, test } from 'vitest';
import type { Slip } from '../../../core/slips/slip.ts';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import { dialects } from '../../../hardware/printer/dialect.ts';
import { readEscPos } from '../../support/escpos-reader.ts';

const large: Slip = { blocks: [{ kind: 'text', text: '张', size: 3, align: 'left', bold: false }] };
const double: Slip = { blocks: [{ kind: 'text', text: '张', size: 2, align: 'left', bold: false }] };
const code: Slip = { blocks: [{ kind: 'qr', data: 'K-42' }] };

function hex(slip: Slip, dialect?: 'epson' | 'generic'): string {
  return Buffer.from(slipBytes(slip, { paperWidthMm: 80, dialect }).bytes).toString('hex');
}

describe('the two dialects', () => {
  test('epson is the one that is meant when none is named', () => {
    expect(hex(large)).toBe(hex(large, 'epson'));
    expect(dialects.epson.triesProcessId).toBe(true);
    expect(dialects.generic.triesProcessId).toBe(false);
  });

  test('epson magnifies three times by GS !, generic twice and Hanzi by FS ! as well', () => {
    expect(hex(large, 'epson')).toBe('1b401c26' + '1d2122' + '1b335a' + 'd5c50a' + '1d564200');
    expect(hex(large, 'generic')).toBe('1b401c26' + '1d2111' + '1c210c' + '1b333c' + 'd5c50a' + '1d564200');
    expect(hex(double, 'generic')).toBe(hex(large, 'generic'));
  });

  test('generic goes back to small letters in both', () => {
    const back = { blocks: [...double.blocks, { ...double.blocks[0]!, size: 1 as const }] } as Slip;
    expect(hex(back, 'generic')).toContain('1d2100' + '1c2100' + '1b32');
  });

  test('epson lets the printer draw the QR code, generic draws it', () => {
    expect(hex(code, 'epson')).toContain('1d286b');
    expect(hex(code, 'generic')).not.toContain('1d286b');
    const rows = readEscPos(slipBytes(code, { paperWidthMm: 80, dialect: 'generic' }).bytes).flatMap((line) =>
      line.kind === 'raster' ? line.rows : [],
    );
    // Version 1 has 21 modules of 6 dots; each corner pattern begins with a bar of seven.
    expect(rows).toHaveLength(21 * 6);
    expect(rows[0]?.slice(0, 48)).toBe(`${'#'.repeat(42)}${'.'.repeat(6)}`);
    expect(rows[6]?.slice(0, 48)).toBe(`${'#'.repeat(6)}${'.'.repeat(30)}${'#'.repeat(6)}${'.'.repeat(6)}`);
  });
});
