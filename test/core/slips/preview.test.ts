import { describe, expect, test } from 'vitest';
import { slipSvg } from '../../../core/slips/picture.ts';
import { slipPreviewSvg } from '../../../core/slips/preview.ts';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import { printOut } from '../../hardware/printer/print-out.ts';
import { sampleSlip } from '../../hardware/printer/sample-slip.ts';

describe('the preview of a slip', () => {
  test.each([58, 80] as const)(
    'is dot for dot the picture of what comes out of the printer, on %d mm',
    (paperWidthMm) => {
      const [printed] = printOut(slipBytes(sampleSlip, { paperWidthMm }).bytes, paperWidthMm);
      expect(slipPreviewSvg(sampleSlip, paperWidthMm)).toBe(slipSvg(printed!, paperWidthMm));
    },
  );

  test('has empty lines as high as the printer feeds them', () => {
    const slip = {
      blocks: [
        { kind: 'text' as const, text: '甲\n\n乙', size: 2 as const, align: 'left' as const, bold: false },
      ],
    };
    const [printed] = printOut(slipBytes(slip, { paperWidthMm: 80 }).bytes, 80);
    expect(slipPreviewSvg(slip, 80)).toBe(slipSvg(printed!, 80));
  });

  test('shows a name as the screen can, not as the printer must', () => {
    const slip = {
      blocks: [{ kind: 'pair' as const, label: '姓名', value: '王㛃<𠮷>\u0000', size: 2 as const }],
    };
    const svg = slipPreviewSvg(slip, 80);
    expect(svg).toContain('㛃');
    expect(svg).toContain('𠮷');
    expect(svg).toContain('&lt;');
    expect(svg).not.toContain('\u0000');
  });
});
