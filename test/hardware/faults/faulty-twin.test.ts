import { expect, test } from 'vitest';
import { onFaultyLine } from '../../../hardware/faults/faulty-twin.ts';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { obey } from '../../../hardware/order-book.ts';
import type { DeviceTwin, FaultOrder } from '../../../hardware/twin.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** The smallest device: it says back what it hears, and has one fault of its own. */
function echo() {
  const told: FaultOrder[] = [];
  const twin: DeviceTwin = {
    attach: (port) => port.onBytes((chunk) => void port.write(chunk, 100)),
    orders: {
      shout: { usage: 'loud|quiet', obey: (words) => (words[0] === 'loud' ? null : 'loud, please') },
    },
    faults: ['hoarse'],
    setFault: (fault) => fault.name === 'hoarse' && told.push(fault) > 0,
  };
  return { twin, told };
}

async function bench() {
  const clock = manualClock();
  const { twin, told } = echo();
  const faulty = onFaultyLine(twin, { clock, random: seededRandom(1) });
  const line = memoryLine();
  line.onConnection((port) => void faulty.attach(port));
  const opened = await line.kiosk();
  if (!opened.ok) throw new Error(opened.error);
  const heard: number[] = [];
  opened.value.onBytes((chunk) => heard.push(...chunk));
  async function said(...bytes: number[]) {
    heard.length = 0;
    if (opened.ok) await opened.value.write(Uint8Array.from(bytes), 100);
    await clock.advance(100);
    return [...heard];
  }
  return { faulty, told, said };
}

test('a fault of the line spoils what the twin says, and no more often than told', async () => {
  const { faulty, said } = await bench();
  expect(faulty.setFault({ name: 'half-frame', at: 1, times: 1 })).toBe(true);
  expect(await said(1, 2)).toEqual([1]);
  expect(await said(3, 4)).toEqual([3, 4]);
});

test('a fault of the device goes to the device', async () => {
  const { faulty, told } = await bench();
  expect(faulty.setFault({ name: 'hoarse', at: 2, times: 3 })).toBe(true);
  expect(told).toMatchObject([{ name: 'hoarse', at: 2, times: 3 }]);
});

test('the order "fault" sets faults of either kind', async () => {
  const { faulty, told, said } = await bench();
  expect(obey(faulty.orders, 'fault hoarse x2')).toBe('done');
  expect(told).toMatchObject([{ name: 'hoarse', times: 2 }]);
  expect(obey(faulty.orders, 'fault half-frame 1 after 1')).toBe('done');
  expect(await said(1, 2)).toEqual([1, 2]);
  expect(await said(1, 2)).toEqual([1]);
});

test.each(['fault', 'fault nonsense', 'fault toString', 'fault hoarse after 2', 'fault noise often'])(
  '"%s" is refused with a reason',
  async (line) => {
    const { faulty, told, said } = await bench();
    expect(obey(faulty.orders, line)).not.toBe('done');
    expect(told).toEqual([]);
    expect(await said(1, 2)).toEqual([1, 2]);
  },
);

test('an unknown fault is refused by name', async () => {
  const { faulty } = await bench();
  expect(faulty.setFault({ name: 'nonsense', at: null, times: 1 })).toBe(false);
  expect(faulty.faults).toContain('hoarse');
  expect(faulty.faults).toContain('wrong-checksum');
});

test("the twin's own orders stay, and help names them all", async () => {
  const { faulty } = await bench();
  expect(obey(faulty.orders, 'shout loud')).toBe('done');
  expect(obey(faulty.orders, 'shout')).toBe('loud, please');
  expect(obey(faulty.orders, 'help')).toMatch(
    /shout loud\|quiet\n {2}fault <fault>.*hoarse.*unplug.*\n {2}help/,
  );
});
