import { chromium, type Browser, type Page } from '@playwright/test';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { slipSchema, type Slip } from '../../core/slips/slip.ts';
import { slipBytes } from '../../hardware/printer/builder.ts';
import { findChromium } from '../../webhost/find-chromium.ts';
import { type ReadLine, readEscPos } from '../support/escpos-reader.ts';
import type {} from '../support/glyph-page.ts';
import { bundlePage } from '../support/page-bundle.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const executablePath = findChromium(process.env);
  if (executablePath === null) throw new Error('this test needs Chromium');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  page = await browser.newPage();
  await page.addScriptTag({ type: 'module', content: await bundlePage('glyph-page.ts') });
  await page.waitForFunction(() => 'glyphPage' in window);
});
afterAll(() => browser.close());

/** The slip as it comes to the host: drawn in the page, through JSON and the contract's schema. */
async function drawn(slip: Slip): Promise<Slip> {
  const json = await page.evaluate(
    async (plain) => JSON.stringify(await window.glyphPage.withGlyphs(JSON.parse(plain) as Slip)),
    JSON.stringify(slip),
  );
  return v.parse(slipSchema, JSON.parse(json));
}

const rare = ['㛃', '𬭎', '𠮷'] as const;
const candidates = [...rare, '长', '安', '吉', '妊', '锉', '〓', '□'];

function slipSaying(text: string, size: 1 | 2 | 3): Slip {
  return { blocks: [{ kind: 'text', text, size, align: 'left', bold: false }] };
}

/** The rows of all pictures on a slip, one below the other. */
function rowsOf(lines: readonly ReadLine[]): readonly string[] {
  return lines.flatMap((line) => (line.kind === 'raster' ? line.rows : []));
}

/** The square of a Hanzi, `column` ASCII columns from the left. */
function cell(rows: readonly string[], column: number, dots: number): readonly boolean[] {
  return rows.flatMap((row) =>
    Array.from(row.slice((column * dots) / 2, (column * dots) / 2 + dots), (dot) => dot === '#'),
  );
}

/** 1 where a picture is dark exactly where the reference is, 0 where they have nothing to do with each other. */
function likeness(dots: readonly boolean[], reference: readonly number[]): number {
  const values = dots.map(Number);
  const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const [a, b] = [mean(values), mean(reference)];
  const sum = (term: (at: number) => number) => values.reduce((total, _, at) => total + term(at), 0);
  const together = sum((at) => (values[at]! - a) * (reference[at]! - b));
  return together / Math.sqrt(sum((at) => (values[at]! - a) ** 2) * sum((at) => (reference[at]! - b) ** 2));
}

const references = new Map<string, readonly number[]>();

async function reference(char: string, dots: number): Promise<readonly number[]> {
  const key = `${dots} ${char}`;
  const known = references.get(key);
  if (known !== undefined) return known;
  const fresh = await page.evaluate(([wanted, size]) => window.glyphPage.darkness(wanted, size), [
    char,
    dots,
  ] as const);
  references.set(key, fresh);
  return fresh;
}

describe('characters that no GBK printer has', () => {
  test.each([
    [58, 1],
    [58, 2],
    [58, 3],
    [80, 1],
    [80, 2],
    [80, 3],
  ] as const)(
    'stand on %d mm paper as the right picture inside their line at %dx',
    async (paperWidthMm, size) => {
      const slip = await drawn(slipSaying(`长${rare.join('')}安A`, size));
      const { bytes, missing } = slipBytes(slip, { paperWidthMm });
      expect(missing).toEqual([]);
      const dots = 24 * size;
      const lines = readEscPos(bytes);
      const rows = rowsOf(lines);
      // At the largest size the narrow paper has room for five Hanzi in a line: the letter comes below.
      expect(rows.length % dots).toBe(0);
      for (const [at, char] of ['长', ...rare, '安'].entries()) {
        const seen = cell(rows.slice(0, dots), at * 2, dots);
        const scores = new Map<string, number>();
        for (const candidate of candidates) {
          scores.set(candidate, likeness(seen, await reference(candidate, dots)));
        }
        const [best] = [...scores].toSorted(([, a], [, b]) => b - a)[0]!;
        expect(best).toBe(char);
        expect(scores.get(char)).toBeGreaterThan(0.7);
      }
    },
  );

  test('take their line along, and leave every other line to the printer’s own type', async () => {
    const slip = await drawn({
      blocks: [
        { kind: 'pair', label: '姓名', value: '*㛃', size: 2 },
        { kind: 'text', text: '已经受理', size: 2, align: 'centre', bold: true },
      ],
    });
    const lines = readEscPos(slipBytes(slip, { paperWidthMm: 80 }).bytes);
    // The name's line of 48 dots goes in two bands.
    expect(lines.map(({ kind }) => kind)).toEqual(['raster', 'raster', 'feed-dots', 'text', 'cut']);
    const [name] = lines;
    // The value ends at the right edge of the paper.
    expect(name?.kind === 'raster' && name.rows[0]?.length).toBe(576);
  });

  test('are drawn for both sizes a printer may choose when they are to stand three times as large', async () => {
    const slip = await drawn(slipSaying('𠮷', 3));
    expect(slip.glyphs?.map(({ dots }) => dots)).toEqual([72, 48]);
    expect(rowsOf(readEscPos(slipBytes(slip, { paperWidthMm: 80, dialect: 'generic' }).bytes))).toHaveLength(
      48,
    );
  });

  test('that no font of this machine has get no picture: the printer puts 〓, and the count is told', async () => {
    const nobodys = '\u{e0fff}';
    const slip = await drawn(slipSaying(`王${nobodys}`, 1));
    expect(slip.glyphs?.map(({ char }) => char)).toEqual(['王']);
    const { bytes, missing } = slipBytes(slip, { paperWidthMm: 80 });
    expect(missing).toEqual([nobodys]);
    expect(readEscPos(bytes)[0]).toMatchObject({ kind: 'text', pieces: [{ text: '王〓' }] });
  });

  test('cost a slip without them nothing', async () => {
    const slip = slipSaying('已经受理，请收好。', 2);
    expect(await drawn(slip)).toEqual(slip);
  });
});
