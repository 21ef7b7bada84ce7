import { beforeEach, describe, expect, test } from 'vitest';
import { encodeAnswer } from '../../../hardware/id-card/codec.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { createIdCardReader } from '../../../hardware/id-card/driver.ts';
import {
  bench,
  benchForEachTest,
  damageReads,
  expectNextReadToWork,
  readerBench,
  untilTold,
} from '../../support/reader-bench.ts';

benchForEachTest();

describe('a reader out of order', () => {
  test.each([
    ['self-test-failed', 'reader-fault'],
    ['unauthorised', 'reader-unauthorised'],
    ['sw3-24', 'reader-fault'],
    ['sw3-07', 'reader-fault'],
  ])('with %s is reported as %s until it is over', async (fault, cause) => {
    const { clock, twin, told, lastReport } = bench;
    bench.fault(fault, Infinity);
    twin.lay(twinDemoCards.resident);
    await clock.advance(5_000);
    expect(told).toEqual([]);
    expect(lastReport()).toEqual(['hardware-error', cause]);
    bench.fault(fault, 0);
    await expectNextReadToWork(bench);
  });

  test('that says so only once while a card is being read has been misheard', async () => {
    const { clock, twin, told } = bench;
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    bench.fault('unauthorised', 1);
    await clock.advance(1_000);
    expect(told).toEqual(['laid', 'read']);
  });

  test('while a card is being read says so to the customer, once', async () => {
    const { clock, twin, told, lastReport } = bench;
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    bench.fault('unauthorised', 2);
    await clock.advance(10_000);
    expect(told).toEqual(['laid', 'reader-unauthorised']);
    expect(lastReport()).toEqual(['online', null]);
    await expectNextReadToWork(bench);
  });

  test('for long while a card is being read says so once, and reads afresh what lies there then', async () => {
    const { clock, twin, told, lastReport } = bench;
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    bench.fault('unauthorised', 3);
    await clock.advance(10_000);
    expect(told).toEqual(['laid', 'reader-unauthorised', 'lifted', 'laid', 'read']);
    expect(lastReport()).toEqual(['online', null]);
    await expectNextReadToWork(bench);
  });

  test('that falls silent while waiting is offline within two seconds, and reconnected to again and again', async () => {
    const { clock, told, cable, lastReport } = bench;
    bench.fault('silent', Infinity);
    await clock.advance(2_000);
    expect(lastReport()).toEqual(['offline', 'reader-silent']);
    await clock.advance(60_000);
    expect(cable.openings).toBeGreaterThan(3);
    expect(lastReport()).toEqual(['offline', 'reader-silent']);
    expect(told).toEqual([]);
    bench.fault('silent', 0);
    await expectNextReadToWork(bench);
  });

  test('that falls silent during a read is told, and the card is read afresh when it speaks again', async () => {
    const { clock, twin, told, lastReport } = bench;
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    bench.fault('silent', Infinity);
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'reader-silent']);
    expect(lastReport()).toEqual(['offline', 'reader-silent']);
    bench.fault('silent', 0);
    await clock.advance(12_000);
    expect(told).toEqual(['laid', 'reader-silent', 'lifted', 'laid', 'read']);
    await expectNextReadToWork(bench);
  });

  test('that is silent for long under a card that has been read reads afresh what lies there then', async () => {
    const { clock, twin, told, cards } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    bench.fault('silent', Infinity);
    await clock.advance(5_000);
    twin.lay(twinDemoCards.expired);
    bench.fault('silent', 0);
    await clock.advance(12_000);
    expect(told).toEqual(['laid', 'read', 'lifted', 'laid', 'read']);
    expect(cards.at(-1)).toMatchObject({ card: { name: twinDemoCards.expired.name } });
  });

  test('that loses a single answer under a card that has been read says nothing', async () => {
    const { clock, twin, told, reports } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    bench.fault('silent', 1);
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'read']);
    expect(reports).toHaveLength(1);
  });

  test('that refuses a find under a card that has been read reads it afresh: it was not watched', async () => {
    const { clock, twin, told, lastReport } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    bench.fault('sw3-24', 1);
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'read', 'lifted', 'laid', 'read']);
    expect(lastReport()).toEqual(['online', null]);
  });

  test('that loses a single answer is asked again without a word', async () => {
    const { clock, twin, told, reports } = bench;
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    bench.fault('silent', 1);
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'read']);
    expect(reports).toHaveLength(1);
  });
});

describe('a card that a reader refuses to find', () => {
  test('is told once for as long as it lies there, and the next card is read', async () => {
    const { clock, told } = bench;
    bench.fault('sw3-40', Infinity);
    await clock.advance(10_000);
    expect(told).toEqual(['laid', 'card-not-identity']);
    bench.fault('sw3-40', 0);
    await clock.advance(2_000);
    expect(told.at(-1)).toBe('lifted');
    await expectNextReadToWork(bench);
  });
});

describe('a reader unplugged', () => {
  test('while waiting is missing, and works within two seconds of coming back', async () => {
    const { clock, line, twin, told, lastReport } = bench;
    line.cut();
    await clock.advance(10_000);
    expect(lastReport()).toEqual(['no-device', 'reader-missing']);
    expect(told).toEqual([]);
    twin.lay(twinDemoCards.resident);
    line.restore();
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'read']);
    expect(lastReport()).toEqual(['online', null]);
  });

  test('in the middle of a read is told at once, and the card is read afresh afterwards', async () => {
    const { clock, line, twin, told } = bench;
    twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'laid');
    await clock.advance(50);
    line.cut();
    await clock.advance(1);
    expect(told).toEqual(['laid', 'reader-missing']);
    line.restore();
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'reader-missing', 'lifted', 'laid', 'read']);
    await expectNextReadToWork(bench);
  });

  test('under a card that has been read reads it afresh: it may be another one now', async () => {
    const { clock, line, twin, told, cards } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    line.cut();
    await clock.advance(1_000);
    twin.lift();
    twin.lay(twinDemoCards.expired);
    line.restore();
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'read', 'lifted', 'laid', 'read']);
    expect(cards.at(-1)).toMatchObject({ card: { name: twinDemoCards.expired.name } });
  });

  test('under a card that is taken away meanwhile tells that it was lifted', async () => {
    const { clock, line, twin, told } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    line.cut();
    await clock.advance(1_000);
    twin.lift();
    line.restore();
    await clock.advance(5_000);
    expect(told).toEqual(['laid', 'read', 'lifted']);
  });

  test('that never was there is tried for twice a second', async () => {
    const { clock, line, cable, lastReport } = bench;
    line.cut();
    cable.openings = 0;
    await clock.advance(10_000);
    expect(cable.openings).toBe(20);
    expect(lastReport()).toEqual(['no-device', 'reader-missing']);
  });
});

describe('a sticky reader, which finds each card only once', () => {
  beforeEach(() => expect(bench.twin.orders['sticky']!.obey(['on'])).toBeNull());

  test('does not make a card that lies there look lifted', async () => {
    const { clock, twin, told } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(30_000);
    expect(told).toEqual(['laid', 'read']);
    twin.lift();
    await clock.advance(1_000);
    expect(told).toEqual(['laid', 'read', 'lifted']);
    await expectNextReadToWork(bench);
  });

  test('tells a card that was exchanged for another from the first one', async () => {
    const { clock, twin, told, cards } = bench;
    twin.lay(twinDemoCards.resident);
    await clock.advance(2_000);
    twin.lay(twinDemoCards.expired);
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'read', 'lifted', 'laid', 'read']);
    expect(cards.at(-1)).toMatchObject({ card: { name: twinDemoCards.expired.name } });
  });

  test('is not suspected for a card that two finds in a row have missed', async () => {
    const { clock, twin, told, cable } = bench;
    expect(twin.orders['sticky']!.obey(['off'])).toBeNull();
    twin.lay(twinDemoCards.resident);
    await clock.advance(1_000);
    let missesLeft = 2;
    cable.tamper = (chunk) => (chunk[9] === 0x9f && missesLeft-- > 0 ? encodeAnswer(0x80) : chunk);
    await clock.advance(10_000);
    expect(missesLeft).toBeLessThan(0);
    expect(told).toEqual(['laid', 'read']);
  });

  test('can be asked again after a damaged answer', async () => {
    const { clock, twin, told } = bench;
    damageReads(bench, 'bad-checksum', 2);
    twin.lay(twinDemoCards.resident);
    await clock.advance(2_000);
    expect(told).toEqual(['laid', 'read']);
  });
});

describe('starting and stopping', () => {
  test('nothing is told, asked or opened after stop, and the line is free', async () => {
    const { clock, line, twin, told, cable, reader } = bench;
    await reader.stop();
    const { openings } = cable;
    twin.lay(twinDemoCards.resident);
    await clock.advance(10_000);
    expect(told).toEqual([]);
    expect(cable.openings).toBe(openings);
    expect(await line.kiosk()).toMatchObject({ ok: true });
  });

  test('a reader that was waiting to reconnect opens nothing after stop', async () => {
    const { clock, line, cable, reader } = bench;
    line.cut();
    await clock.advance(1_500);
    await reader.stop();
    const { openings } = cable;
    line.restore();
    await clock.advance(10_000);
    expect(cable.openings).toBe(openings);
  });

  test('a port that was just being opened is closed again', async () => {
    const { clock, line } = readerBench();
    const stops: Promise<void>[] = [];
    const reader = createIdCardReader({
      clock,
      open() {
        stops.push(reader.stop());
        return line.kiosk();
      },
      onCard: (event) => expect.unreachable(event.state),
      onState: (report) => expect.unreachable(report.state),
    });
    reader.start();
    await clock.advance(10);
    await Promise.all(stops);
    expect(stops).toHaveLength(1);
    expect(await line.kiosk()).toMatchObject({ ok: true });
  });

  test('a reader that was stopped can be started again', async () => {
    const { reader } = bench;
    await reader.stop();
    reader.start();
    reader.start();
    await expectNextReadToWork(bench);
  });
});
