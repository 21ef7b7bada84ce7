import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoChips } from '../../../hardware/social-security-card/demo-cards.ts';
import { cardBench } from './bench.ts';
import type { CardBench } from './bench.ts';

let bench: CardBench;
beforeEach(async () => {
  bench = cardBench();
  bench.reader.start();
  await bench.clock.advance(100);
});
afterEach(() => bench.reader.stop());

/** Whatever went wrong before: the next card is read, and pulling it out is noticed. */
async function expectNextReadToWork() {
  const { clock, order, events, told } = bench;
  order('lift');
  await clock.advance(8_000);
  events.length = 0;
  order('lay resident');
  await clock.advance(3_000);
  order('lift');
  await clock.advance(1_000);
  expect(told()).toEqual(['laid', 'read', 'lifted']);
}

describe('a card in a reader in order', () => {
  test('is laid, read and lifted, in this order and once each', async () => {
    const { clock, order, events, told, states } = bench;
    expect(states()).toEqual([['online', null]]);
    order('lay resident');
    await clock.advance(10_000);
    expect(told()).toEqual(['laid', 'read']);
    expect(events[1]).toMatchObject({ card: { name: '王秀英', number: '11010119490301002X' } });
    order('lift');
    await clock.advance(1_000);
    expect(told()).toEqual(['laid', 'read', 'lifted']);
    expect(states()).toEqual([['online', null]]);
  });

  test.each([
    ['counted-records', 'read'],
    ['sparse', 'read'],
    ['foreign', 'card-kind-unknown'],
    ['wrong-check-digit', 'card-number-wrong'],
    ['wrong-day', 'card-content-wrong'],
  ])('%s ends in %s, told once however long it stays', async (card, ending) => {
    bench.order(`lay ${card}`);
    await bench.clock.advance(10_000);
    expect(bench.told()).toEqual(['laid', ending]);
    await expectNextReadToWork();
  });

  test('is read within a second and a half at 9600 baud', async () => {
    bench.order('lay resident');
    await bench.clock.advance(1_500);
    expect(bench.told()).toEqual(['laid', 'read']);
  });
});

describe('a card that does not do its part', () => {
  test('with a bad contact is read a second time, and the customer hears nothing of it', async () => {
    bench.twin.setFault({ name: 'memory-failure', at: null, times: 1 });
    bench.order('lay resident');
    await bench.clock.advance(5_000);
    expect(bench.told()).toEqual(['laid', 'read']);
  });

  test('that fails again is unreadable', async () => {
    bench.twin.setFault({ name: 'memory-failure', at: null, times: 2 });
    bench.order('lay resident');
    await bench.clock.advance(5_000);
    expect(bench.told()).toEqual(['laid', 'card-unreadable']);
    await expectNextReadToWork();
  });

  test('with a record that breaks off is told as wrong, never half read', async () => {
    bench.twin.setFault({ name: 'broken-record', at: null, times: 1 });
    bench.order('lay resident');
    await bench.clock.advance(5_000);
    expect(bench.told()).toEqual(['laid', 'card-content-wrong']);
    await expectNextReadToWork();
  });

  test('pulled out in the middle of the read was lifted too soon', async () => {
    bench.twin.setFault({ name: 'lifted-mid-read', at: null, times: 1 });
    bench.order('lay resident');
    await bench.clock.advance(5_000);
    expect(bench.told()).toEqual(['laid', 'card-lifted-too-soon', 'lifted']);
    await expectNextReadToWork();
  });

  test('that does not answer is silent after three seconds, and the reader is started afresh', async () => {
    bench.twin.setFault({ name: 'mute', at: null, times: 1 });
    bench.order('lay resident');
    await bench.clock.advance(3_000);
    expect(bench.told()).toEqual(['laid']);
    await bench.clock.advance(700);
    expect(bench.told()).toEqual(['laid', 'reader-silent', 'lifted']);
    await bench.clock.advance(3_000);
    expect(bench.told().slice(3)).toEqual(['laid', 'read']);
    await expectNextReadToWork();
  });
});

describe('a reader that comes and goes', () => {
  test('unplugged in the middle of a read ends the card’s visit, and is served again within two seconds', async () => {
    const { clock, line, order, told, states } = bench;
    order('lay resident');
    await clock.advance(500);
    expect(told()).toEqual(['laid']);
    line.cut();
    await clock.advance(100);
    expect(told()).toEqual(['laid', 'card-lifted-too-soon', 'lifted']);
    expect(states().at(-1)).toEqual(['no-device', 'reader-missing']);
    line.restore();
    await clock.advance(2_000);
    expect(states().at(-1)).toEqual(['online', null]);
    await expectNextReadToWork();
  });

  test('that says what nobody understands is hung up on and asked afresh', async () => {
    const { clock, device, states } = bench;
    await device.port!.write(Uint8Array.of(0xff, 0xff, 1, 2, 3), 100);
    await clock.advance(400);
    expect(states().at(-1)).toEqual(['offline', 'reader-silent']);
    await clock.advance(1_000);
    expect(states().at(-1)).toEqual(['online', null]);
    await expectNextReadToWork();
  });

  test('is told nothing of after it was stopped, and the line is free', async () => {
    const { clock, line, order, events, reader } = bench;
    order('lay resident');
    await clock.advance(500);
    await reader.stop();
    const before = events.length;
    await clock.advance(5_000);
    expect(events).toHaveLength(before);
    expect(await line.kiosk()).toMatchObject({ ok: true });
  });

  test('is started once, however often, and again after a stop', async () => {
    const { clock, order, reader, told } = bench;
    reader.start();
    order('lay resident');
    await clock.advance(3_000);
    expect(told()).toEqual(['laid', 'read']);
    await reader.stop();
    reader.start();
    await clock.advance(3_000);
    expect(told()).toEqual(['laid', 'read', 'laid', 'read']);
  });
});

describe('the self-test', () => {
  test('passes with a reader, says whether a card is in, and nothing of whose', async () => {
    expect(await bench.reader.selfTest()).toEqual({
      passed: true,
      findings: [
        { name: 'reader', value: 'there', isGood: true },
        { name: 'card', value: 'none', isGood: true },
      ],
    });
    bench.order('lay resident');
    await bench.clock.advance(3_000);
    const { findings } = await bench.reader.selfTest();
    expect(findings[1]).toEqual({ name: 'card', value: 'inserted', isGood: true });
  });

  test('fails without one', async () => {
    bench.line.cut();
    await bench.clock.advance(100);
    expect(await bench.reader.selfTest()).toMatchObject({
      passed: false,
      findings: [{ value: 'missing' }, {}],
    });
  });
});

test('every card beside the demo reader can be laid, and no other', () => {
  for (const card of Object.keys(demoChips)) expect(bench.order(`lay ${card}`)).toBeNull();
  expect(bench.order('lay toString')).toMatch(/^one of resident, /);
  expect(bench.order('lay')).toMatch(/^one of resident, /);
});
