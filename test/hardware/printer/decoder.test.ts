import { describe, expect, test } from 'vitest';
import type { PrintedLine } from '../../../hardware/printer/print-head.ts';
import { printOut } from './print-out.ts';

function document(hex: string): readonly PrintedLine[] {
  return printOut(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), 58)[0]?.document ?? [];
}

function texts(hex: string): readonly string[] {
  return document(hex).map((line) =>
    line.kind === 'text' ? line.runs.map((run) => run.text).join('|') : line.kind,
  );
}

describe('the decoder of the printer twin', () => {
  test('prints Hanzi in Chinese mode only, and ESC @ ends it', () => {
    expect(texts('1c26 d5c5 0a')).toEqual(['张']);
    expect(texts('d5c5 0a')).toEqual(['??']);
    expect(texts('1c26 1c2e d5c5 0a')).toEqual(['??']);
    expect(texts('1c26 1b40 d5c5 0a')).toEqual(['??']);
  });

  test('shows a broken pair and a four-byte character as what they are: garbage', () => {
    expect(texts('1c26 8139 ef31 0a')).toEqual(['\ufffd\ufffd']);
  });

  test('keeps runs of one look together and apart from others', () => {
    expect(document('41 42 1b4501 43 1d2101 44 0a')).toEqual([
      {
        kind: 'text',
        align: 'left',
        heightDots: 48,
        isOverfull: false,
        runs: [
          { text: 'AB', width: 1, height: 1, bold: false },
          { text: 'C', width: 1, height: 1, bold: true },
          { text: 'D', width: 1, height: 2, bold: true },
        ],
      },
    ]);
  });

  test('ignores an alignment in the middle of a line, as printers do', () => {
    expect(
      document('1b6101 41 1b6102 42 0a 43 0a').map((line) => line.kind === 'text' && line.align),
    ).toEqual(['centre', 'centre']);
  });

  test('breaks a line that is too long, and tells', () => {
    const lines = document(`${'41'.repeat(33)} 0a`);
    expect(lines.map((line) => line.kind === 'text' && line.isOverfull)).toEqual([true, false]);
  });

  test('ESC @ throws away the line being gathered and keeps what is on paper', () => {
    expect(texts('41 0a 42 1b40 43 0a')).toEqual(['A', 'C']);
  });

  test('measures feeds in dots', () => {
    expect(document('0a 1b6402 1b4a11 1b3340 0a 1b32 0a')).toEqual(
      [30, 60, 17, 64, 30].map((dots) => ({ kind: 'feed', dots })),
    );
  });

  test('takes an unknown command with a length out of the stream as a whole', () => {
    expect(texts('1d28 4c 0300 414243 44 0a')).toEqual(['D']);
  });

  test('a cut ends a slip, prints what was gathered, and a blank stub is none', () => {
    const slips = printOut(
      Uint8Array.from(Buffer.from('41 1d5600 1d564200 420a'.replaceAll(' ', ''), 'hex')),
      58,
    );
    expect(slips.map((slip) => [slip.document.length, slip.cut])).toEqual([
      [1, true],
      [1, false],
    ]);
    expect(printOut(Uint8Array.of(0x1d, 0x56, 0x00), 58)).toEqual([]);
  });
});
