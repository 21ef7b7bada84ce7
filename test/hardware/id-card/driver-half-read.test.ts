import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { IdCard } from '../../../core/identity/id-card.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { decodeTextBlock, encodeTextBlock } from '../../../hardware/id-card/text-block.ts';
import { expectNextReadToWork, readerBench } from '../../support/reader-bench.ts';
import type { ReaderBench } from '../../support/reader-bench.ts';

const { moved, expired } = twinDemoCards;

let stop = async () => {};
afterEach(() => stop());

async function startedBench(): Promise<ReaderBench> {
  await stop();
  const bench = readerBench();
  stop = bench.reader.stop;
  bench.reader.start();
  await bench.clock.advance(50);
  return bench;
}

function cardsRead({ cards }: ReaderBench): IdCard[] {
  return cards.flatMap((event) => (event.state === 'read' ? [event.card] : []));
}

function base(card: typeof moved | typeof expired): IdCard {
  const decoded = decodeTextBlock(encodeTextBlock(card));
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

/** The whole of the card that was laid: with its added address, or without where that could not be read. */
const wholes = [base(moved), { ...base(moved), latestAddress: moved.latestAddress }];

/** Bytes of the answers about one card: find, select, read and added address. */
const bytesOfRead = 15 + 19 + 1295 + 81;

type Damage = (byte: number, place: number) => readonly number[];

/** Spoils the stream of answers once, at one byte, wherever the chunks end. */
function spoilOnce({ cable }: ReaderBench, at: number, damage: Damage): void {
  let place = 0;
  cable.tamper = (chunk) =>
    Uint8Array.from([...chunk].flatMap((byte) => (place++ === at ? damage(byte, place) : [byte])));
}

async function readWith(damage: Damage, at: number): Promise<void> {
  const bench = await startedBench();
  bench.twin.lay(moved);
  spoilOnce(bench, at, damage);
  await bench.clock.advance(5_000);
  expect(cardsRead(bench)).toHaveLength(1);
  expect(wholes).toContainEqual(cardsRead(bench)[0]);
  await expectNextReadToWork(bench);
}

describe('a person is shown whole or not at all', () => {
  const places = fc.nat(bytesOfRead - 1);

  test('when any one byte on the way is changed, lost, doubled or preceded by noise', async () => {
    const damage = fc.oneof(
      fc.integer({ min: 1, max: 255 }).map((bits): Damage => (byte) => [byte ^ bits]),
      fc.constant<Damage>(() => []),
      fc.constant<Damage>((byte) => [byte, byte]),
      fc.uint8Array({ minLength: 1, maxLength: 20 }).map((noise): Damage => (byte) => [...noise, byte]),
    );
    await fc.assert(fc.asyncProperty(damage, places, readWith), { numRuns: 150 });
  });

  // What these leave of the answer has a right checksum all the same, as one damage in 256 does.
  test.each([
    ['the name of a reader’s fault', [156], 22],
    ['no card at all', [215, 100, 250], 227],
    ['another number', [193, 10, 0, 25, 249, 161, 51, 189, 80, 225, 173, 81], 110],
    ['another added address', [9, 198], 1404],
    ['a longer added address', [59, 32, 231, 192, 243], 1339],
  ] as const)('when noise makes of the answer %s', async (_, noise, at) => {
    await readWith((byte) => [...noise, byte], at);
  });

  test('when the line goes dead behind any byte', async () => {
    const outcomes = fc.asyncProperty(places, async (at) => {
      const bench = await startedBench();
      bench.twin.lay(moved);
      let left = at;
      bench.cable.tamper = (chunk) => {
        const kept = chunk.slice(0, left);
        left -= kept.length;
        return kept;
      };
      await bench.clock.advance(8_000);
      for (const card of cardsRead(bench)) expect(wholes).toContainEqual(card);
      bench.cable.tamper = (chunk) => chunk;
      await expectNextReadToWork(bench);
    });
    await fc.assert(outcomes, { numRuns: 40 });
  });

  test('when the cable is pulled at any moment, and again when it is back', async () => {
    for (let pulledAtMs = 1; pulledAtMs < 150; pulledAtMs += 6) {
      const bench = await startedBench();
      bench.twin.lay(moved);
      await bench.clock.advance(pulledAtMs);
      bench.line.cut();
      await bench.clock.advance(100);
      for (const card of cardsRead(bench)) expect(wholes).toContainEqual(card);
      bench.line.restore();
      await bench.clock.advance(2_000);
      expect(wholes).toContainEqual(cardsRead(bench).at(-1));
    }
  });

  test('when another card takes its place at any moment: never a mixture of two', async () => {
    for (let swappedAtMs = 1; swappedAtMs < 150; swappedAtMs += 3) {
      const bench = await startedBench();
      bench.twin.lay(moved);
      await bench.clock.advance(swappedAtMs);
      bench.twin.lay(expired);
      await bench.clock.advance(2_000);
      expect(cardsRead(bench).length).toBeGreaterThan(0);
      for (const card of cardsRead(bench)) expect([...wholes, base(expired)]).toContainEqual(card);
    }
  });

  test('when it is lifted at any moment', async () => {
    for (let liftedAtMs = 1; liftedAtMs < 150; liftedAtMs += 3) {
      const bench = await startedBench();
      bench.twin.lay(moved);
      await bench.clock.advance(liftedAtMs);
      bench.twin.lift();
      await bench.clock.advance(2_000);
      for (const card of cardsRead(bench)) expect(wholes).toContainEqual(card);
      if (bench.told.length > 0) expect(bench.told.at(-1)).toBe('lifted');
      await expectNextReadToWork(bench);
    }
  });
});
