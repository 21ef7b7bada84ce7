import { afterEach, describe, expect, test } from 'vitest';
import { cardTroubles } from '../../../core/identity/id-card.ts';
import { catalogue } from '../../../core/strings/catalogue.ts';
import { languages } from '../../../core/strings/language.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { staffHints } from '../../../core/strings/staff-hints.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { documentedSw3s, sw3Of } from '../../../hardware/id-card/sw3.ts';
import { expectNextReadToWork, readerBench } from '../../support/reader-bench.ts';

const everyCode = Array.from({ length: 256 }, (_, code) => code);

/** The table of the readers' manuals, and what the kiosk makes of it. */
const table = [
  [0x90, 'success', 'done', null],
  [0x9f, 'card-found', 'done', null],
  [0x91, 'no-content', 'card-failed', 'card-unreadable'],
  [0x10, 'our-checksum-wrong', 'garbled', null],
  [0x11, 'our-length-wrong', 'garbled', null],
  [0x21, 'our-command-wrong', 'garbled', null],
  [0x23, 'not-permitted', 'reader-failed', 'reader-fault'],
  [0x24, 'unrecognised-error', 'reader-failed', 'reader-fault'],
  [0x31, 'card-refused-module', 'card-failed', 'card-not-authenticated'],
  [0x32, 'module-refused-card', 'card-failed', 'card-not-authenticated'],
  [0x33, 'verification-failed', 'card-failed', 'card-not-authenticated'],
  [0x40, 'wrong-card', 'card-failed', 'card-not-identity'],
  [0x41, 'read-failed', 'card-failed', 'card-unreadable'],
  [0x47, 'random-number-failed', 'card-failed', 'card-unreadable'],
  [0x60, 'self-test-failed', 'reader-failed', 'reader-fault'],
  [0x66, 'not-authorised', 'reader-failed', 'reader-unauthorised'],
  [0x80, 'no-card', 'no-card', null],
  [0x81, 'select-failed', 'card-failed', 'card-unreadable'],
] as const;

test.each(table)('%i is %s: %s, %s', (code, name, is, trouble) => {
  expect(sw3Of(code)).toEqual({ name, meaning: trouble === null ? { is } : { is, trouble } });
});

test('every other code is a fault of the reader, and said to be in no manual', () => {
  const listed: readonly number[] = table.map(([code]) => code);
  expect(new Set(documentedSw3s)).toEqual(new Set(listed));
  for (const code of everyCode.filter((other) => !listed.includes(other))) {
    expect(sw3Of(code)).toEqual({
      name: 'undocumented',
      meaning: { is: 'reader-failed', trouble: 'reader-fault' },
    });
  }
});

describe('each of the 256 codes, in answer to a read', () => {
  let stop = async () => {};
  afterEach(() => stop());

  /** What the customer is told when the reader answers the first read and all retries with this code. */
  function toldOf(code: number): string {
    const { meaning } = sw3Of(code);
    // A success without any data is no answer to a read.
    if (meaning.is === 'done') return 'reader-silent';
    if (meaning.is === 'garbled') return 'reader-garbled';
    return meaning.is === 'no-card' ? 'card-unreadable' : meaning.trouble;
  }

  test.each(everyCode.map((code) => code.toString(16).padStart(2, '0')))(
    '%s is told in words shown and spoken, with a hint for staff, and the next card is read',
    async (hex) => {
      const bench = readerBench();
      stop = bench.reader.stop;
      bench.reader.start();
      await bench.clock.advance(100);
      bench.fault(`sw3-${hex}`, Infinity, 3);
      bench.twin.lay(twinDemoCards.resident);
      await bench.clock.advance(6_000);
      const trouble = cardTroubles.find((known) => known === toldOf(Number.parseInt(hex, 16)))!;
      expect(bench.told.slice(0, 2)).toEqual(['laid', trouble]);
      expect(staffHints[trouble]).not.toBe('');
      for (const language of languages) {
        expect(catalogue[`card.${trouble}`][language].shown).not.toBe('');
        expect(renderLine({ key: `card.${trouble}` }, language, 'public').spoken).not.toBe('');
      }
      bench.fault(`sw3-${hex}`, 0);
      await expectNextReadToWork(bench);
    },
  );
});

test('what the reader refused is handed to the log with the card’s own status bytes', async () => {
  const bench = readerBench();
  bench.reader.start();
  await bench.clock.advance(100);
  bench.fault('sw3-31', 1, 3);
  bench.twin.lay(twinDemoCards.resident);
  await bench.clock.advance(1_000);
  bench.twin.lift();
  await bench.clock.advance(1_000);
  expect(bench.told).toEqual(['laid', 'read', 'lifted']);
  // Neither that a card has no added address nor that one is gone is a refusal.
  expect(bench.refusals).toEqual([
    { command: 'read', sw1: 0, sw2: 0, sw3: 0x31, name: 'card-refused-module' },
  ]);
  await bench.reader.stop();
});
