import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import { slipSvg } from '../../../core/slips/picture.ts';
import { printOut } from '../../hardware/printer/print-out.ts';
import { sampleSlip } from '../../hardware/printer/sample-slip.ts';

const { DOMParser } = new Window();

function picture(paperWidthMm: 58 | 80): string {
  const [slip] = printOut(slipBytes(sampleSlip, { paperWidthMm }).bytes, paperWidthMm);
  return slipSvg(slip!, paperWidthMm);
}

/** The text elements of a picture: [x, columns of space it takes, font size, text]. */
function texts(svg: string) {
  return [
    ...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" font-size="(\d+)"[^>]* textLength="(\d+)"[^>]*>([^<]*)</g),
  ].map(([, x, size, length, text]) => ({ x: Number(x), size: Number(size), length: Number(length), text }));
}

describe('the picture of a slip', () => {
  test('is as wide as the paper, in millimetres and in dots', () => {
    expect(picture(80)).toMatch(/^<svg [^>]*viewBox="0 0 640 \d+" width="80mm"/);
    expect(picture(58)).toMatch(/^<svg [^>]*viewBox="0 0 464 \d+" width="58mm"/);
  });

  test('is well-formed XML with the text of the slip escaped in it', () => {
    const parsed = new DOMParser().parseFromString(picture(80), 'application/xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.documentElement.textContent).toContain('<A&B>');
  });

  test('gives every Hanzi its square of 24 dots times its size', () => {
    const title = texts(picture(80)).find(({ text }) => text === '长安人寿');
    expect(title).toEqual({ x: (576 - 4 * 48) / 2, size: 48, length: 4 * 48, text: '长安人寿' });
  });

  test('ends a value at the right edge', () => {
    const { x, length } = texts(picture(80)).find(({ text }) => text === 'K0017-2026-000042')!;
    expect(x + length).toBe(576);
  });

  test('keeps every piece of text on the paper', () => {
    for (const { x, length } of texts(picture(58))) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + length).toBeLessThanOrEqual(384);
    }
  });

  test('shows bold as bold, rules as bars and the QR code as squares', () => {
    const svg = picture(80);
    expect(svg).toContain('font-weight="700"');
    expect(svg.match(/<rect [^>]*width="576" height="2"/g)).toHaveLength(2);
    expect(svg.match(/shape-rendering="crispEdges"/g)).toHaveLength(1);
  });

  test('shows a picture dot by dot, where the printer puts it', () => {
    // Two rows: the left half of the first black, the last dot of the second.
    const bitmap = { widthDots: 8, heightDots: 2, rows: Uint8Array.of(0xf0, 0x01) };
    const svg = slipSvg({ cut: true, document: [{ kind: 'raster', align: 'centre', bitmap }] }, 58);
    const left = (384 - 8) / 2;
    expect(svg).toContain(
      `<path d="M${left} 40h4v1h-4zM${left + 7} 41h1v1h-1z" shape-rendering="crispEdges"/>`,
    );
    expect(svg).toContain(`viewBox="0 0 464 ${40 + 2 + 104}"`);
  });

  test('a slip that hangs out of the printer still has no teeth at its lower edge', () => {
    const [slip] = printOut(slipBytes(sampleSlip, { paperWidthMm: 80 }).bytes, 80);
    const hanging = slipSvg({ ...slip!, cut: false }, 80);
    const height = Number(/viewBox="0 0 640 (\d+)"/.exec(hanging)![1]);
    expect(hanging).toContain(`V${height}H0Z`);
    expect(slipSvg(slip!, 80)).not.toContain(`V${height}H0Z`);
  });
});
