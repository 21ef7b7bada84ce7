import { describe, expect, test } from 'vitest';
import { encodeAnswer } from '../../../hardware/id-card/codec.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import {
  bench,
  benchForEachTest,
  damageReads,
  damages,
  expectNextReadToWork,
  readerBench,
  untilTold,
} from '../../support/reader-bench.ts';

const foundFrame = encodeAnswer(0x9f, new Uint8Array(4));
const noCardFrame = encodeAnswer(0x80);

benchForEachTest();

describe('a card on a reader in order', () => {
  test('is laid, read and lifted, in this order and once each', async () => {
    const { clock, twin, told, cards, reports } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(10_000);
    expect(told).toEqual(['laid', 'read']);
    expect(cards[1]).toMatchObject({ card: { name: '王秀英', number: '11010119490301002X' } });
    twin.lift();
    await clock.advance(1_000);
    expect(told).toEqual(['laid', 'read', 'lifted']);
    const unit = '05.03-20150615-0000012345-0006789012';
    expect(reports).toEqual([{ device: 'id-card-reader', state: 'online', cause: null, unit }]);
  });

  test.each([115_200, 57_600, 9_600])('is read at %i baud', async (baudRate) => {
    const slow = readerBench({ baudRate });
    slow.reader.start();
    slow.twin.lay(twinDemoCards.resident);
    await slow.clock.advance(2_000);
    expect(slow.told).toEqual(['laid', 'read']);
    await slow.reader.stop();
  });

  test.each([
    ['resident', 11],
    ['moved', 81],
  ] as const)('costs at most 20 ms more than its bytes need on the line: %s', async (card, addressBytes) => {
    const { clock, twin, told } = bench;
    // find, select, read and added address, commands and answers, at ten bits a byte
    const lineMs = ((10 + 15 + 10 + 19 + 10 + 1295 + 10 + addressBytes) * 10 * 1000) / 115_200;
    twin.lay(twinDemoCards[card]);
    await clock.advance(lineMs + 20);
    expect(told).toEqual(['laid', 'read']);
  });

  test('that is missed by a single find does not look lifted', async () => {
    const { clock, twin, told, cable } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    cable.tamper = (chunk) => {
      cable.tamper = (later) => later;
      return chunk.length === foundFrame.length ? noCardFrame : chunk;
    };
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'read']);
  });

  test('that has expired is read: what that means is the visit’s to say', async () => {
    const { clock, twin, cards } = bench;
    twin.lay(twinDemoCards.expired);
    await clock.advance(1_000);
    expect(cards[1]).toMatchObject({ state: 'read', card: { validUntil: '2024-06-12' } });
  });
});

describe('a card that is wrong in itself', () => {
  test.each([
    ['wrong-check-digit', 'card-number-wrong'],
    ['unknown-kind', 'card-kind-unknown'],
  ] as const)('%s ends in %s, told once however long it lies there', async (card, trouble) => {
    const { clock, twin, told } = bench;
    twin.lay(twinDemoCards[card]);
    await clock.advance(10_000);
    expect(told).toEqual(['laid', trouble]);
    twin.lift();
    await clock.advance(1_000);
    expect(told).toEqual(['laid', trouble, 'lifted']);
    await expectNextReadToWork(bench);
  });
});

describe('a damaged answer', () => {
  test.each(damages)('%s once is mended by asking again, unseen by the customer', async (fault) => {
    const { clock, twin, told } = bench;
    damageReads(bench, fault, 1);
    twin.lay(twinDemoCards.resident);
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'read']);
    await expectNextReadToWork(bench);
  });

  test('three times in a row is mended by the third retry', async () => {
    const { clock, twin, told } = bench;
    damageReads(bench, 'bad-checksum', 3);
    twin.lay(twinDemoCards.resident);
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'read']);
    await expectNextReadToWork(bench);
  });

  test('does not make a later silence look like damage', async () => {
    const { clock, twin, told, lastReport } = bench;
    damageReads(bench, 'bad-checksum', 1);
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    await clock.advance(150);
    bench.fault('silent', Infinity);
    await clock.advance(3_000);
    expect(told).toEqual(['laid', 'reader-silent']);
    expect(lastReport()).toEqual(['offline', 'reader-silent']);
  });

  test.each(damages.slice(0, 3))('%s in the first and all three retries is reader-garbled', async (fault) => {
    const { clock, twin, told } = bench;
    damageReads(bench, fault, 4);
    twin.lay(twinDemoCards.resident);
    await clock.advance(10_000);
    expect(told).toEqual(['laid', 'reader-garbled']);
    await expectNextReadToWork(bench);
  });

  test('noise before every answer does not keep a card from being read at the first try', async () => {
    const { clock, twin, told } = bench;
    damageReads(bench, 'noise', Infinity);
    twin.lay(twinDemoCards.resident);
    await clock.advance(200);
    expect(told).toEqual(['laid', 'read']);
    bench.cable.tamper = (chunk) => chunk;
    await expectNextReadToWork(bench);
  });

  test('a line that damages everything is reported, and again when it is mended', async () => {
    const { clock, cable, lastReport } = bench;
    cable.tamper = (chunk) => chunk.with(-1, chunk.at(-1)! ^ 0x01);
    await clock.advance(2_000);
    expect(lastReport()).toEqual(['hardware-error', 'reader-garbled']);
    cable.tamper = (chunk) => chunk;
    await clock.advance(2_000);
    expect(lastReport()).toEqual(['online', null]);
    await expectNextReadToWork(bench);
  });

  test('an answer behind stray bytes and half a preamble is understood', async () => {
    const { clock, twin, told, cable } = bench;
    cable.tamper = strayBytesBeforeAnswers;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    expect(told).toEqual(['laid', 'read']);
    cable.tamper = (chunk) => chunk;
    await expectNextReadToWork(bench);
  });
});

function strayBytesBeforeAnswers(chunk: Uint8Array): Uint8Array {
  return chunk[4] === 0x69 ? Uint8Array.from([0x00, 0xaa, 0xaa, ...chunk]) : chunk;
}

describe('a card that goes away too soon', () => {
  test('between select and read is lifted too soon', async () => {
    const { clock, twin, told } = bench;
    bench.fault('lift-mid-read', 1);
    twin.lay(twinDemoCards.resident);
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'card-lifted-too-soon', 'lifted']);
    await expectNextReadToWork(bench);
  });

  test('and comes straight back is read without a word', async () => {
    const { clock, twin, told } = bench;
    bench.fault('lift-mid-read', 1);
    twin.lay(twinDemoCards.resident);
    await clock.advance(45);
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    expect(told).toEqual(['laid', 'read']);
    await expectNextReadToWork(bench);
  });
});
