import fc from 'fast-check';
import { transform } from 'receiptline';
import { encode as encodeQr } from 'uqr';
import { describe, expect, test } from 'vitest';
import type { Slip } from '../../../core/slips/slip.ts';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import { columnsOf, dotsAcross } from '../../../core/slips/paper.ts';
import type { PrintedLine } from '../../../core/slips/printed.ts';
import { arbitrarySlip } from './arbitrary-slip.ts';
import { printOut } from './print-out.ts';

const title = { kind: 'text', text: '业务凭条', size: 2, align: 'centre', bold: true } as const;

function golden(...commands: readonly string[]): string {
  return commands.join(' ').replaceAll(/\s+/g, ' ').toUpperCase();
}

function built(...blocks: Slip['blocks']): string {
  return golden(
    Buffer.from(slipBytes({ blocks }, { paperWidthMm: 80 }).bytes)
      .toString('hex')
      .replaceAll(/../g, '$& ')
      .trim(),
  );
}

const begin = '1b 40  1c 26';
const feedAndCut = '1d 56 42 00';

describe('the bytes of a slip', () => {
  test('an empty slip is initialised, switched to Chinese and cut', () => {
    expect(built()).toBe(golden(begin, feedAndCut));
  });

  test('a printer that tells of its changes is asked to anew, as initialising it ends that', () => {
    const { bytes } = slipBytes({ blocks: [] }, { paperWidthMm: 80, tellsChanges: true });
    expect(Buffer.from(bytes).toString('hex')).toBe('1b401c26' + '1d610e' + '1d564200');
  });

  test('an old clone prints the largest type as double, and the others as they are', () => {
    const bytesOf = (size: 1 | 2 | 3, dialect: 'generic' | 'epson') =>
      Buffer.from(slipBytes({ blocks: [{ ...title, size }] }, { paperWidthMm: 80, dialect }).bytes);
    expect(bytesOf(3, 'generic')).toEqual(bytesOf(2, 'generic'));
    expect(bytesOf(2, 'generic')).not.toEqual(bytesOf(1, 'generic'));
    expect(bytesOf(3, 'epson')).not.toEqual(bytesOf(2, 'epson'));
  });

  test('a title is centred, bold and double, and its Hanzi are GB18030', () => {
    expect(built(title)).toBe(
      golden(
        begin,
        '1b 61 01',
        '1b 45 01',
        '1d 21 11',
        '1b 33 3c',
        'd2 b5 ce f1 c6 be cc f5',
        '0a',
        feedAndCut,
      ),
    );
  });

  test('a style is sent when it changes and not again', () => {
    const small = { kind: 'text', text: 'a', size: 1, align: 'left', bold: false } as const;
    expect(built(small, { ...small, size: 3 }, { ...small, size: 3, align: 'right' }, small)).toBe(
      golden(
        begin,
        '61 0a',
        '1d 21 22',
        '1b 33 5a',
        '61 0a',
        '1b 61 02',
        '61 0a',
        '1b 61 00',
        '1d 21 00',
        '1b 32',
        '61 0a',
        feedAndCut,
      ),
    );
  });

  test('a pair is one line of 48 columns', () => {
    expect(built({ kind: 'pair', label: '编号', value: '42', size: 1 })).toBe(
      golden(begin, 'b1 e0 ba c5', '20 '.repeat(42), '34 32', '0a', feedAndCut),
    );
  });

  test('a rule is 24 box-drawing dashes', () => {
    expect(built({ kind: 'rule' })).toBe(golden(begin, 'a9 a4 '.repeat(24), '0a', feedAndCut));
  });

  test('a feed after a large line is as small as any', () => {
    expect(built({ ...title, bold: false, align: 'left' }, { kind: 'feed', lines: 3 })).toBe(
      golden(
        begin,
        '1d 21 11',
        '1b 33 3c',
        'd2 b5 ce f1 c6 be cc f5',
        '0a',
        '1d 21 00',
        '1b 32',
        '1b 64 03',
        feedAndCut,
      ),
    );
  });

  test('a QR code is centred, model 2, 6 dots a module, level M', () => {
    expect(built({ kind: 'qr', data: 'K-42' })).toBe(
      golden(
        begin,
        '1b 61 01',
        '1d 28 6b 04 00 31 41 32 00',
        '1d 28 6b 03 00 31 43 06',
        '1d 28 6b 03 00 31 45 31',
        '1d 28 6b 07 00 31 50 30 4b 2d 34 32',
        '1d 28 6b 03 00 31 51 30',
        feedAndCut,
      ),
    );
  });

  test('characters no font has are handed back from every block, each once', () => {
    const { missing } = slipBytes(
      {
        blocks: [
          { ...title, text: '㛃' },
          { kind: 'pair', label: '姓名', value: '㛃𬭎', size: 1 },
        ],
      },
      { paperWidthMm: 80 },
    );
    expect(missing).toEqual(['㛃', '𬭎']);
  });

  test('receiptline, written by others, sends the same commands for the same title', () => {
    const theirs = Buffer.from(
      transform('^^^"业务凭条', { cpl: 48, encoding: 'gb18030', command: 'generic' }),
      'latin1',
    ).toString('hex');
    const ours = Buffer.from(slipBytes({ blocks: [title] }, { paperWidthMm: 80 }).bytes).toString('hex');
    for (const command of ['1b40', '1c26', '1d2111', 'd2b5cef1c6beccf5']) {
      expect(ours).toContain(command);
      expect(theirs).toContain(command);
    }
  });
});

describe('what comes out of the printer', () => {
  const widths = fc.constantFrom(58 as const, 80 as const);

  function dotsOf(line: PrintedLine): number {
    switch (line.kind) {
      case 'text':
        return line.runs.reduce((sum, run) => sum + columnsOf(run.text) * 12 * run.width, 0);
      case 'qr': // with the quiet zone a scanner needs on both sides
        return (encodeQr([...line.data], { ecc: line.level, border: 0 }).size + 8) * line.moduleDots;
      case 'raster':
        return line.bitmap.widthDots;
      case 'feed':
        return 0;
    }
  }

  test('no line is ever wider than the paper, and the printer never has to break one', () => {
    fc.assert(
      fc.property(arbitrarySlip, widths, (slip, paperWidthMm) => {
        const lines = printOut(slipBytes(slip, { paperWidthMm }).bytes, paperWidthMm).flatMap(
          (one) => one.document,
        );
        expect(Math.max(0, ...lines.map(dotsOf))).toBeLessThanOrEqual(dotsAcross[paperWidthMm]);
        expect(lines.filter((line) => line.kind === 'text' && line.isOverfull)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the longest QR code a slip may carry can still be printed on narrow paper', () => {
    const [slip] = printOut(
      slipBytes({ blocks: [{ kind: 'qr', data: '险'.repeat(700) }] }, { paperWidthMm: 58 }).bytes,
      58,
    );
    const [line] = slip!.document;
    expect(line).toMatchObject({ kind: 'qr', moduleDots: 2 });
    expect(dotsOf(line!)).toBeLessThanOrEqual(384);
    expect(new TextDecoder().decode(line!.kind === 'qr' ? line!.data : new Uint8Array())).toBe(
      '险'.repeat(700),
    );
  });

  test('all the text of a slip is on paper', () => {
    const [slip] = printOut(
      slipBytes(
        { blocks: [title, { kind: 'pair', label: '金额', value: '¥5', size: 1 }] },
        { paperWidthMm: 58 },
      ).bytes,
      58,
    );
    const texts = slip!.document.map((line) =>
      line.kind === 'text' ? line.runs.map((run) => run.text).join('') : '',
    );
    expect(texts).toEqual(['业务凭条', `金额${' '.repeat(25)}￥5`]);
    expect(slip!.cut).toBe(true);
  });
});
