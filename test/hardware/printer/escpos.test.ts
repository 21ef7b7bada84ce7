import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as escpos from '../../../hardware/printer/escpos.ts';
import { hasRealTimeCommand } from './real-time-in.ts';

function hex(command: escpos.Command): string {
  return Buffer.from(command).toString('hex');
}

/** Golden bytes from the manuals: a changed one is another command. */
describe('the commands', () => {
  test.each([
    ['ESC @', escpos.initialise, '1b40'],
    ['FS &', escpos.chineseOn, '1c26'],
    ['LF', escpos.lineFeed, '0a'],
    ['ESC a 0', escpos.alignTo('left'), '1b6100'],
    ['ESC a 1', escpos.alignTo('centre'), '1b6101'],
    ['ESC a 2', escpos.alignTo('right'), '1b6102'],
    ['ESC E 1', escpos.bold(true), '1b4501'],
    ['ESC E 0', escpos.bold(false), '1b4500'],
    ['GS ! small', escpos.glyphSize(1), '1d2100'],
    ['GS ! double', escpos.glyphSize(2), '1d2111'],
    ['GS ! triple', escpos.glyphSize(3), '1d2122'],
    ['FS ! small', escpos.hanziSize(1), '1c2100'],
    ['FS ! double', escpos.hanziSize(2), '1c210c'],
    ['ESC 2', escpos.lineSpacing(1), '1b32'],
    ['ESC 3, 60 dots', escpos.lineSpacing(2), '1b333c'],
    ['ESC 3, 90 dots', escpos.lineSpacing(3), '1b335a'],
    ['ESC d', escpos.feedLines(7), '1b6407'],
    ['ESC J', escpos.feedDots(12), '1b4a0c'],
    ['GS V B', escpos.feedAndCut, '1d564200'],
    ['DLE EOT 1', escpos.askStatus('printer'), '100401'],
    ['DLE EOT 2', escpos.askStatus('offlineCause'), '100402'],
    ['DLE EOT 3', escpos.askStatus('error'), '100403'],
    ['DLE EOT 4', escpos.askStatus('paper'), '100404'],
    ['DLE ENQ 1', escpos.recover(1), '100501'],
    ['DLE ENQ 2', escpos.recover(2), '100502'],
    ['GS r 1', escpos.askPaperSensor, '1d7201'],
    ['GS ( H', escpos.askProcessId([0x41, 0x42, 0x43, 0x7e]), '1d2848060030304142437e'],
    ['GS I A', escpos.askIdentity('firmware'), '1d4941'],
    ['GS I B', escpos.askIdentity('maker'), '1d4942'],
    ['GS I C', escpos.askIdentity('model'), '1d4943'],
    ['GS I D', escpos.askIdentity('serialNumber'), '1d4944'],
    ['GS a on', escpos.automaticStatus(true), '1d610e'],
    ['GS a off', escpos.automaticStatus(false), '1d6100'],
    [
      'GS ( k',
      escpos.qrCode(Uint8Array.of(0x4b, 0x2d), 6),
      '1d286b0400314132001d286b03003143061d286b03003145311d286b05003150304b2d1d286b0300315130',
    ],
  ] as const)('%s', (_, command, bytes) => {
    expect(hex(command)).toBe(bytes);
  });

  test('a QR code of more than 252 bytes has a length of two bytes', () => {
    expect(hex(escpos.qrCode(new Uint8Array(700), 2))).toContain(`1d286bbf02315030${'00'.repeat(700)}`);
  });

  test('a picture goes out in bands of 24 rows, the last one lower, its width in bytes', () => {
    const rows = Uint8Array.from({ length: 2 * 50 }, (_, at) => at);
    const bytes = Buffer.from(rows);
    expect(hex(escpos.raster({ widthDots: 12, heightDots: 50, rows }))).toBe(
      [
        `1d76300002001800${bytes.subarray(0, 48).toString('hex')}`,
        `1d76300002001800${bytes.subarray(48, 96).toString('hex')}`,
        `1d76300002000200${bytes.subarray(96).toString('hex')}`,
      ].join(''),
    );
    const two = { widthDots: 8, heightDots: 48, rows: new Uint8Array(48) };
    expect(escpos.raster(two)).toHaveLength(2 * (8 + 24));
    const wide = { widthDots: 2_056, heightDots: 1, rows: new Uint8Array(257) };
    expect(hex(escpos.raster(wide)).slice(0, 16)).toBe('1d76300001010100');
  });

  test.each([0x04, 0x05, 0x14])(
    'a picture holds no real-time command (10h and %i), which a printer would obey in the middle of it',
    (command) => {
      const rows = Uint8Array.of(0x10, command, 0x10, 0x10, command, 0x11);
      expect(hex(escpos.raster({ widthDots: 24, heightDots: 2, rows }))).toBe(
        `1d76300003000200${hex([0x18, command, 0x10, 0x18, command, 0x11])}`,
      );
      // Across the end of a row.
      expect(hex(escpos.raster({ widthDots: 8, heightDots: 2, rows: rows.subarray(0, 2) }))).toBe(
        `1d76300001000200${hex([0x18, command])}`,
      );
    },
  );

  test('no picture at all holds a real-time command', () => {
    const byte = fc.constantFrom(0x00, 0x04, 0x05, 0x10, 0x14, 0x18, 0xff);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(byte, { maxLength: 200 }), (across, bytes) => {
        const heightDots = Math.floor(bytes.length / across);
        const rows = Uint8Array.from(bytes.slice(0, across * heightDots));
        const sent = escpos.raster({ widthDots: across * 8, heightDots, rows });
        expect(hasRealTimeCommand(sent)).toBe(false);
      }),
    );
  });

  test('what ends a command that was cut off is longer than the longest that is ever sent', () => {
    expect(escpos.flush).toHaveLength(2_304);
    expect(escpos.flush.every((byte) => byte === 0)).toBe(true);
    const widestBand = escpos.raster({ widthDots: 576, heightDots: 24, rows: new Uint8Array(72 * 24) });
    const longestCode = escpos.qrCode(new Uint8Array(2_100), 6);
    expect(Math.max(widestBand.length, longestCode.length)).toBeLessThan(2_304);
  });
});
