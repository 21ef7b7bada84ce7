import { describe, expect, test } from 'vitest';
import { deviceNames } from '../../core/devices/states.ts';
import { frameMasks, headBytes } from '../../hardware/frame-mask.ts';
import { samVectors } from '../support/sam-vectors.ts';

type Direction = 'to-device' | 'from-device';

function shown(
  device: keyof typeof frameMasks,
  direction: Direction,
  bytes: readonly number[],
  length = bytes.length,
) {
  return frameMasks[device](Uint8Array.from(bytes.slice(0, headBytes)), length, direction);
}

const hex = (text: string) => Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('the mask of a card reader', () => {
  test.each([
    ['a status answer', 'AA AA AA 96 69 00 04 00 00 90 94', 11],
    ['a find answer', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97', 15],
    ['a SAM id', `AA AA AA 96 69 00 14 00 00 90 ${'00'.repeat(16)} 84`, 27],
  ])('shows %s whole', (_name, frame, length) => {
    expect(shown('id-card-reader', 'from-device', hex(frame))).toBe(length);
  });

  test('shows header and status of a card, and never a byte of its content', () => {
    for (const { frameHex } of samVectors.cards)
      expect(shown('id-card-reader', 'from-device', hex(frameHex))).toBe(10);
  });

  test('keeps hidden the beginning of a card whose rest never came, however little it is', () => {
    const torso = hex('AA AA AA 96 69 05 08 00 00 90 01 00 04 00 8B 73 C0 79');
    expect(shown('id-card-reader', 'from-device', torso)).toBe(10);
    expect(shown('id-card-reader', 'from-device', torso.slice(0, 8))).toBe(8);
  });

  test('shows nothing that does not begin like an answer, because it may be the rest of a card', () => {
    expect(shown('id-card-reader', 'from-device', hex('8B 73 C0 79 F1 82'))).toBe(0);
    expect(shown('id-card-reader', 'from-device', hex('AA AA 96 69 00 04 00 00 90 94'))).toBe(0);
  });

  test('shows of two answers in one burst the beginning alone', () => {
    const status = hex('AA AA AA 96 69 00 04 00 00 90 94');
    expect(shown('id-card-reader', 'from-device', [...status, ...status])).toBe(10);
  });

  test('shows a frame that says it is as long as the burst, if that may be shown, and no longer one', () => {
    const claiming = (length: number) => [...hex('AA AA AA 96 69 00'), length, ...Array(length).fill(0x41)];
    expect(shown('id-card-reader', 'from-device', claiming(25))).toBe(32);
    expect(shown('id-card-reader', 'from-device', claiming(26))).toBe(10);
  });

  test('does not believe a length that came wrong: behind it may be a card', () => {
    const card = [...hex('AA AA AA 96 69 00 19 00 00 90'), ...Array(1_285).fill(0x41)];
    expect(shown('id-card-reader', 'from-device', card)).toBe(10);
    expect(shown('id-card-reader', 'from-device', card.slice(0, 31))).toBe(10);
  });

  test('shows commands', () => {
    expect(shown('id-card-reader', 'to-device', hex('AA AA AA 96 69 00 03 30 01 32'))).toBe(10);
  });
});

describe('the mask of a printer', () => {
  test.each([
    ['10 04 01', 3],
    ['10 04 01 10 04 02 10 05 02', 9],
    ['1B 40 1C 26 1D 61 FF 1D 49 43 1D 72 01', 13],
  ])('shows the questions %s whole', (bytes, length) => {
    expect(shown('receipt-printer', 'to-device', hex(bytes))).toBe(length);
  });

  test.each([
    ['1B 40 1C 26 CD F5 D0 E3 D3 A2 0A', 4],
    ['CD F5 D0 E3 D3 A2 0A', 0],
    ['1D 28 6B 0A 00 31 50 30 41 42 43', 0],
    ['10 14 01', 0],
  ])('hides the text in %s from its first byte on', (bytes, length) => {
    expect(shown('receipt-printer', 'to-device', hex(bytes))).toBe(length);
  });

  test.each([
    ['10 04 01', 3],
    ['10 05 02', 3],
    ['1B 40', 2],
    ['1C 26', 2],
    ['1D 49 42', 3],
    ['1D 61 FF', 3],
    ['1D 72 01', 3],
  ])('hides what comes right behind %s', (command, length) => {
    expect(shown('receipt-printer', 'to-device', hex(`${command} CD F5`))).toBe(length);
  });

  test('never counts a command that the burst breaks off', () => {
    expect(shown('receipt-printer', 'to-device', hex('10 04'))).toBe(2);
  });

  test('shows its answers', () => {
    expect(shown('receipt-printer', 'from-device', hex('10 00 00 00'))).toBe(4);
  });
});

describe('the mask of a scanner', () => {
  test('hides what was scanned', () => {
    expect(shown('code-scanner', 'from-device', [...Buffer.from('11010119490301002X\r')])).toBe(0);
  });

  test('shows its answers to settings, and nothing of a code behind one', () => {
    const answer = hex('02 00 00 01 00 33 31');
    expect(shown('code-scanner', 'from-device', answer)).toBe(7);
    expect(shown('code-scanner', 'from-device', [...answer, ...Buffer.from('secret')])).toBe(4);
    expect(shown('code-scanner', 'from-device', [...hex('02 00 00 FF'), ...Array(28).fill(0x41)])).toBe(4);
    expect(shown('code-scanner', 'from-device', [...hex('02 00 00 08'), ...Array(10).fill(0x41)])).toBe(10);
    expect(shown('code-scanner', 'from-device', answer.slice(0, 3))).toBe(3);
    expect(shown('code-scanner', 'to-device', hex('7E 00 08 01 00 02 01 AB CD'))).toBe(9);
  });
});

describe('every mask', () => {
  test.each(deviceNames)('of a %s shows no more than ten bytes of a long burst of text', (device) => {
    const text = [...Buffer.from('A'.repeat(33))];
    for (const direction of ['to-device', 'from-device'] as const)
      expect(shown(device, direction, text)).toBeLessThanOrEqual(10);
  });

  test.each([
    ['blood-pressure-monitor', 'bp,99999999999999999999,2023/04/27,15:06,140,098,077,068,3\r\n'],
    ['keypad', '110101194903010'],
    ['social-security-reader', '王秀英'],
    ['code-scanner', 'P-2026-1'],
    ['id-card-reader', '王秀英'],
  ] as const)('of a %s hides what a person gave it', (device, given) => {
    expect(shown(device, 'from-device', [...Buffer.from(given)])).toBe(0);
  });

  test('of a radar shows a report, which is about nobody in particular', () => {
    expect(shown('presence-radar', 'from-device', Array(23).fill(0xf4))).toBe(23);
    expect(shown('presence-radar', 'from-device', Array(32).fill(0xf4))).toBe(32);
    expect(shown('presence-radar', 'from-device', Array(33).fill(0xf4))).toBe(10);
  });
});
