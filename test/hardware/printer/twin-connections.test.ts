import { expect, test } from 'vitest';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { createPrinterTwin } from '../../../hardware/printer/twin.ts';
import { manualClock } from '../../support/manual-clock.ts';

const askStatus = Uint8Array.of(0x10, 0x04, 1);
const askIdentity = Uint8Array.of(0x1d, 0x49, 66);

/** One twin that may be plugged in several times. */
function plugs() {
  const clock = manualClock();
  const twin = createPrinterTwin({ clock, baudRate: 9_600, paperWidthMm: 58 });
  const deadlinesMs = new Set<number>();
  async function plugIn() {
    const cable = memoryLine();
    let detach = () => {};
    cable.onConnection((device) => {
      const { write } = device;
      const timed = (bytes: Uint8Array, deadlineMs: number) => {
        deadlinesMs.add(deadlineMs);
        return write(bytes, deadlineMs);
      };
      detach = twin.attach({ ...device, write: timed });
    });
    const opened = await cable.kiosk();
    if (!opened.ok) throw new Error(opened.error);
    const heard: number[] = [];
    opened.value.onBytes((chunk) => void heard.push(...chunk));
    return { heard, cut: cable.cut, detach: () => detach(), say: opened.value.write };
  }
  return { clock, twin, deadlinesMs, plugIn };
}

test('the newest connection is answered, also when an older one goes', async () => {
  const { clock, plugIn } = plugs();
  const older = await plugIn();
  const newer = await plugIn();
  await newer.say(askStatus, 0);
  older.cut();
  await clock.advance(100);
  expect([older.heard, newer.heard]).toEqual([[], [0x12]]);
});

test('what was on the line when it was pulled does not come over the next one', async () => {
  const { clock, plugIn } = plugs();
  const first = await plugIn();
  await first.say(askIdentity, 0);
  // The question has arrived, and of its answer not all has left.
  await clock.advance(5);
  first.cut();
  const second = await plugIn();
  await clock.advance(1_000);
  expect(second.heard).toEqual([]);
  await second.say(askStatus, 0);
  await clock.advance(100);
  expect(second.heard).toEqual([0x12]);
});

test('a twin that was detached prints nothing of what still comes', async () => {
  const { clock, twin, plugIn } = plugs();
  const line = await plugIn();
  line.detach();
  await line.say(Uint8Array.of(0x41, 0x0a), 0);
  await clock.advance(100);
  expect(twin.slips()).toEqual([]);
});

test('a garbled answer has its lowest bit wrong where no seed is given', async () => {
  const { clock, twin, plugIn } = plugs();
  const line = await plugIn();
  twin.setFault({ name: 'garble-status', at: null, times: 1 });
  await line.say(askStatus, 0);
  await clock.advance(100);
  expect(line.heard).toEqual([0x13]);
});

test('an answer that nobody takes for a second is given up, and with it the line', async () => {
  const { clock, deadlinesMs, plugIn } = plugs();
  const line = await plugIn();
  await line.say(askStatus, 0);
  await clock.advance(100);
  expect([...deadlinesMs]).toEqual([1_000]);
});
