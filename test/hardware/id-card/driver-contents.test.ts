import { afterEach, describe, expect, test } from 'vitest';
import type { IdCard } from '../../../core/identity/id-card.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { damageReads, expectNextReadToWork, readerBench, untilTold } from '../../support/reader-bench.ts';
import type { ReaderBench } from '../../support/reader-bench.ts';

let stop = async () => {};
afterEach(() => stop());

async function started(settings?: Parameters<typeof readerBench>[0]): Promise<ReaderBench> {
  const bench = readerBench(settings);
  stop = bench.reader.stop;
  bench.reader.start();
  await bench.clock.advance(100);
  return bench;
}

function cardIn({ cards }: ReaderBench): IdCard | undefined {
  return cards.flatMap((event) => (event.state === 'read' ? [event.card] : [])).at(-1);
}

describe('every kind of card', () => {
  test.each([
    ['resident', '王秀英', '11010119490301002X'],
    ['rare-name', '张\u{e863}𠮷', '110101195307150039'],
    ['hmt-permit', '陈大文', '810000194903010015'],
    ['pr-2017', '史密斯', 'USA110049030101'],
    ['pr-2023', '史密斯', '911840194903010014'],
    ['english-name', 'VAN DER MERWE-OOSTHUIZEN, MARGARETHA ELISABETH', '911840195306010010'],
  ] as const)('%s is read', async (name, called, number) => {
    const bench = await started();
    bench.twin.lay(twinDemoCards[name]);
    await bench.clock.advance(500);
    expect(cardIn(bench)).toMatchObject({ name: called, number });
  });

  test('a permanent resident’s card is not asked for an address, which it cannot have', async () => {
    const bench = await started();
    bench.twin.lay(twinDemoCards['pr-2023']);
    await bench.clock.advance(500);
    expect(bench.refusals).toEqual([]);
    expect(cardIn(bench)).not.toHaveProperty('latestAddress');
  });
});

describe('an added address', () => {
  const added = { latestAddress: '北京市西城区新址路２号' };

  test('stands beside the first one', async () => {
    const bench = await started();
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(500);
    expect(cardIn(bench)).toMatchObject({ address: '北京市东城区示例胡同４号', ...added });
  });

  test.each(['sw3-91', 'sw3-21', 'sw3-24', 'sw3-41', 'sw3-80', 'silent'])(
    'that cannot be read because of %s never keeps the card from being read',
    async (fault) => {
      const bench = await started();
      bench.fault(fault, Infinity, 4);
      bench.twin.lay(twinDemoCards.moved);
      await bench.clock.advance(4_500);
      expect(bench.told).toEqual(['laid', 'read']);
      expect(cardIn(bench)).not.toHaveProperty('latestAddress');
      bench.fault(fault, 0);
      await expectNextReadToWork(bench);
    },
  );

  /** The answer of 81 bytes comes in chunks; its first has this head. */
  function damageAddresses({ cable }: ReaderBench, times: number) {
    let left = times;
    cable.tamper = (chunk) =>
      chunk[0] === 0xaa && chunk[6] === 0x4a && left-- > 0 ? chunk.with(-1, chunk.at(-1)! ^ 1) : chunk;
  }

  test('that comes damaged is asked for once more', async () => {
    const bench = await started();
    damageAddresses(bench, 1);
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(1_000);
    expect(cardIn(bench)).toMatchObject(added);
  });

  test('that comes damaged twice is left out', async () => {
    const bench = await started();
    damageAddresses(bench, 2);
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(1_000);
    expect(bench.told).toEqual(['laid', 'read']);
    expect(cardIn(bench)).not.toHaveProperty('latestAddress');
  });

  test.each([
    ['blank', ''],
    ['half a character', '路\ud842'],
  ])('of %s is none', async (_, latestAddress) => {
    const bench = await started();
    bench.twin.lay({ ...twinDemoCards.resident, latestAddress });
    await bench.clock.advance(500);
    expect(bench.told).toEqual(['laid', 'read']);
    expect(cardIn(bench)).not.toHaveProperty('latestAddress');
  });

  test.each([
    ['find', 900],
    ['readAddress', 2_900],
  ])('is read also from a reader that takes its time for %s', async (command, ms) => {
    const bench = await started();
    expect(bench.twin.orders['latency']!.obey([command, String(ms)])).toBeNull();
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(6_000);
    expect(bench.told).toEqual(['laid', 'read']);
    expect(cardIn(bench)).toMatchObject(added);
    expect(bench.reports).toHaveLength(1);
  });

  test('is not waited for when the cable is pulled: the card had been read', async () => {
    const bench = await started();
    bench.fault('silent', 1, 4);
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(300);
    expect(bench.told).toEqual(['laid']);
    bench.line.cut();
    await bench.clock.advance(1);
    expect(bench.told).toEqual(['laid', 'read']);
    expect(bench.lastReport()).toEqual(['no-device', 'reader-missing']);
    bench.line.restore();
    await bench.clock.advance(1_500);
    expect(bench.told).toEqual(['laid', 'read', 'lifted', 'laid', 'read']);
  });
});

describe('fingerprints', () => {
  test.each(['0', '512', '1024'])('of %s bytes do not keep a card from being read', async (fingerprint) => {
    const bench = await started({ withFingerprint: true, options: { fingerprint } });
    const startedMs = bench.clock.monotonicMs();
    bench.twin.lay(twinDemoCards.resident);
    await untilTold(bench, 'read');
    // 30 10 is what was asked: its answer is longer by a length word and the fingerprints.
    const lineMs = ((10 + 15 + 10 + 19 + 10 + 1297 + Number(fingerprint) + 10 + 11) * 10_000) / 115_200;
    expect(bench.clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(Math.floor(lineMs));
    expect(cardIn(bench)).toMatchObject({ name: '王秀英' });
  });
});

describe('the photo', () => {
  const photo = Uint8Array.from({ length: 1024 }, (_, at) => (at * 7 + 1) % 256);
  const pictured = { ...twinDemoCards.resident, photo };
  const noughts = new Uint8Array(1024);

  async function read(settings?: Parameters<typeof readerBench>[0]) {
    const bench = await started(settings);
    expect(bench.reader.photo()).toBeNull();
    bench.twin.lay(pictured);
    await bench.clock.advance(500);
    return bench;
  }

  test.each([false, true])(
    'lies with the driver, never in the card; with fingerprint: %s',
    async (withFingerprint) => {
      const bench = await read({ withFingerprint, options: { fingerprint: '512' } });
      expect(bench.reader.photo()).toEqual(photo);
      expect(JSON.stringify(bench.cards)).not.toContain('photo');
    },
  );

  test('is overwritten when the card is lifted, also for whoever kept hold of it', async () => {
    const bench = await read();
    const kept = bench.reader.photo();
    bench.twin.lift();
    await bench.clock.advance(500);
    expect(bench.reader.photo()).toBeNull();
    expect(kept).toEqual(noughts);
  });

  test('is overwritten when the reader is unplugged or stopped', async () => {
    const bench = await read();
    const kept = bench.reader.photo();
    bench.line.cut();
    expect(bench.reader.photo()).toBeNull();
    expect(kept).toEqual(noughts);
    const again = await read();
    const last = again.reader.photo();
    await again.reader.stop();
    expect(again.reader.photo()).toBeNull();
    expect(last).toEqual(noughts);
  });

  test('of a card whose content does not parse is not kept', async () => {
    const bench = await started();
    bench.twin.lay({ ...pictured, number: '110101194903010020' });
    await bench.clock.advance(500);
    expect(bench.told).toEqual(['laid', 'card-number-wrong']);
    expect(bench.reader.photo()).toBeNull();
  });
});

describe('the number of the reader’s module', () => {
  test('that is told wrong at first is asked for up to three times', async () => {
    const bench = readerBench();
    stop = bench.reader.stop;
    bench.fault('wrong-sam-id', 2);
    bench.reader.start();
    await bench.clock.advance(100);
    expect(bench.reports).toEqual([
      expect.objectContaining({ unit: '05.03-20150615-0000012345-0006789012' }),
    ]);
  });

  test.each([
    ['wrong-sam-id', null],
    ['silent', 6],
    ['sw3-21', 6],
  ])('that is never told (%s) does not keep the reader from working', async (fault, at) => {
    const bench = readerBench();
    stop = bench.reader.stop;
    bench.fault(fault, Infinity, at);
    bench.reader.start();
    await bench.clock.advance(1_100);
    expect(bench.reports).toEqual([{ device: 'id-card-reader', state: 'online', cause: null }]);
    await expectNextReadToWork(bench);
  });
});

describe('oddities of readers in the field', () => {
  test.each(['mangled-select', 'extra-aa', 'wrong-words'])(
    '%s once is not noticed by the customer',
    async (fault) => {
      const bench = await started();
      bench.fault(fault, 1);
      bench.twin.lay(twinDemoCards.resident);
      await bench.clock.advance(2_500);
      expect(bench.told).toEqual(['laid', 'read']);
    },
  );

  test('length words that never add up are a garbled reader', async () => {
    const bench = await started();
    bench.fault('wrong-words', Infinity);
    bench.twin.lay(twinDemoCards.resident);
    await bench.clock.advance(2_500);
    expect(bench.told).toEqual(['laid', 'reader-garbled']);
  });

  test.each(['byte', 'paced', 'whole'])('answers that come cut as "%s" are read', async (chunks) => {
    const bench = await started({ options: { chunks } });
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(500);
    expect(bench.told).toEqual(['laid', 'read']);
  });

  test('a reader that takes its time is waited for', async () => {
    const bench = await started({ options: { latency: '250' } });
    bench.twin.lay(twinDemoCards.resident);
    await bench.clock.advance(2_500);
    expect(bench.told).toEqual(['laid', 'read']);
  });

  test('damage on a cable that also carries the retries ends in a name and not in a person', async () => {
    const bench = await started();
    damageReads(bench, 'wrong-length', Infinity);
    bench.twin.lay(twinDemoCards.resident);
    await bench.clock.advance(5_000);
    expect(bench.told).toEqual(['laid', 'reader-garbled']);
  });
});
