import { afterEach, expect, test } from 'vitest';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { expectNextReadToWork, readerBench } from '../../support/reader-bench.ts';
import type { ReaderBench } from '../../support/reader-bench.ts';

const unit = '05.03-20150615-0000012345-0006789012';
/** What `DeviceDriver.selfTest` promises. */
const patienceMs = 10_000;

let bench: ReaderBench;
afterEach(() => bench.reader.stop());

async function startedBench(): Promise<ReaderBench> {
  bench = readerBench();
  bench.reader.start();
  await bench.clock.advance(100);
  return bench;
}

/** The findings, and how long they took. */
async function tested({ reader, clock }: ReaderBench) {
  const startedMs = clock.monotonicMs();
  let tookMs = Number.NaN;
  const result = reader.selfTest().then((selfTest) => {
    tookMs = clock.monotonicMs() - startedMs;
    return selfTest;
  });
  await clock.advance(patienceMs);
  return { ...(await result), tookMs };
}

test('a reader in order is ready, quick and says which one it is', async () => {
  const { passed, findings, tookMs } = await tested(await startedBench());
  expect(passed).toBe(true);
  expect(findings).toEqual([
    { name: 'status', value: 'ready', isGood: true },
    { name: 'answer-ms', value: '2', isGood: true },
    { name: 'sam-id', value: unit, isGood: true },
  ]);
  expect(tookMs).toBeLessThan(50);
  await expectNextReadToWork(bench);
});

test.each([
  ['self-test-failed', 'reader-fault'],
  ['unauthorised', 'reader-unauthorised'],
  ['sw3-10', 'garbled'],
  ['sw3-80', 'no-card'],
  ['silent', 'silent'],
])('a reader with %s fails as %s in time, and works afterwards', async (fault, value) => {
  await startedBench();
  bench.fault(fault, Infinity, 5);
  const { passed, findings, tookMs } = await tested(bench);
  expect(passed).toBe(false);
  expect(findings).toEqual([{ name: 'status', value, isGood: false }]);
  expect(tookMs).toBeLessThanOrEqual(patienceMs);
  bench.fault(fault, 0);
  await expectNextReadToWork(bench);
});

test('a reader that takes too long fails by its time', async () => {
  await startedBench();
  expect(bench.twin.orders['latency']!.obey(['status', '300'])).toBeNull();
  const { passed, findings } = await tested(bench);
  expect(passed).toBe(false);
  expect(findings[1]).toEqual({ name: 'answer-ms', value: '302', isGood: false });
});

test.each([
  ['wrong-sam-id', null],
  ['sw3-21', 6],
])('a reader that does not say who it is (%s) fails by that', async (fault, at) => {
  await startedBench();
  bench.fault(fault, Infinity, at);
  const { passed, findings } = await tested(bench);
  expect(passed).toBe(false);
  expect(findings[2]).toEqual({ name: 'sam-id', value: 'not-told', isGood: false });
});

test('a reader that is unplugged, also in the middle of the test, is missing', async () => {
  const missing = [{ name: 'status', value: 'reader-missing', isGood: false }];
  await startedBench();
  bench.fault('silent', Infinity);
  const result = bench.reader.selfTest();
  await bench.clock.advance(100);
  bench.line.cut();
  await bench.clock.advance(10);
  expect((await result).findings).toEqual(missing);
  expect((await tested(bench)).findings).toEqual(missing);
});

test('a driver that was not started says so', async () => {
  bench = readerBench();
  const { passed, findings } = await tested(bench);
  expect(passed).toBe(false);
  expect(findings).toEqual([{ name: 'status', value: 'not-started', isGood: false }]);
});

test('a card is read in spite of a self-test at any moment of it', async () => {
  for (let atMs = 1; atMs < 150; atMs += 11) {
    await startedBench();
    bench.twin.lay(twinDemoCards.moved);
    await bench.clock.advance(atMs);
    const result = bench.reader.selfTest();
    await bench.clock.advance(500);
    expect((await result).passed).toBe(true);
    expect(bench.told).toEqual(['laid', 'read']);
    expect(bench.cards[1]).toMatchObject({ card: { latestAddress: twinDemoCards.moved.latestAddress } });
    await bench.reader.stop();
  }
});
