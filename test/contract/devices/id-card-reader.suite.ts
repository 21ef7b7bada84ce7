import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import type { CardEvent } from '../../../core/identity/id-card.ts';
import { idCardReaderKind } from '../../../hardware/id-card/cli.ts';
import { createIdCardReader } from '../../../hardware/id-card/driver.ts';
import type { IdCardReader } from '../../../hardware/id-card/driver.ts';
import type { DeviceTwin } from '../../../hardware/twin.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

/** A read and all its retries on the slowest line, with time to spare. */
const readMs = 10_000;
const replugMs = 2_000;

/** What every SAM_V reader must do, over whatever line it stands. Runs in real time. */
export function idCardReaderSuite(name: string, openBench: OpenDeviceBench): void {
  describe(`an ID card reader: ${name}`, () => {
    let bench: DeviceBench;
    let reader: IdCardReader;
    let events: CardEvent[];
    let reports: DeviceReport[];
    const told = () => events.map((event) => (event.state === 'trouble' ? event.trouble : event.state));
    const lastReport = () => reports.at(-1);
    const cardsRead = () => events.flatMap((event) => (event.state === 'read' ? [event.card] : []));

    beforeEach(async () => {
      bench = await openBench(idCardReaderKind);
      events = [];
      reports = [];
      reader = createIdCardReader({
        open: bench.open,
        clock: bench.clock,
        onCard: (event) => void events.push(event),
        onState: (report) => void reports.push(report),
      });
      reader.start();
      await expect.poll(() => lastReport()?.state, { timeout: 5_000 }).toBe('online');
    });
    afterEach(async () => {
      await reader.stop();
      await bench.dispose();
    });

    /** On a real reader a person would have to do it, and is told so. */
    function twinOf(context: TestContext): DeviceTwin {
      return bench.twin ?? context.skip('only a twin can be told to do this');
    }

    function order(twin: DeviceTwin, order: string, ...words: string[]): void {
      expect(twin.orders[order]?.obey(words)).toBeNull();
    }

    const untilTold = (...expected: string[]) =>
      expect.poll(told, { timeout: readMs, interval: 5 }).toEqual(expected);

    test('is online, says which unit it is, and passes its self-test', async () => {
      expect(lastReport()).toMatchObject({ device: 'id-card-reader', cause: null });
      expect(lastReport()?.unit).toMatch(/^\d\d\.\d\d-\d{8}-\d{10}-\d{10}$/);
      const { passed, findings } = await reader.selfTest();
      expect(findings).toContainEqual({ name: 'sam-id', value: lastReport()?.unit, isGood: true });
      expect(passed).toBe(true);
    });

    test.for(['resident', 'moved', 'rare-name', 'hmt-permit', 'pr-2017', 'pr-2023', 'english-name'])(
      'reads a card and notices it being lifted: %s',
      async (card, context) => {
        const twin = twinOf(context);
        order(twin, 'lay', card);
        await untilTold('laid', 'read');
        expect(cardsRead()[0]?.number).toMatch(/^[\dA-Z]{15,18}$/);
        expect(reader.photo()).toHaveLength(1024);
        order(twin, 'lift');
        await untilTold('laid', 'read', 'lifted');
        expect(reader.photo()).toBeNull();
      },
    );

    test.for([
      ['wrong-check-digit', 'card-number-wrong'],
      ['unknown-kind', 'card-kind-unknown'],
    ] as const)('tells a card that cannot be used by name: %s', async ([card, trouble], context) => {
      order(twinOf(context), 'lay', card);
      await untilTold('laid', trouble);
    });

    test.for([
      ['sw3-41', 'card-unreadable'],
      ['sw3-32', 'card-not-authenticated'],
      ['sw3-40', 'card-not-identity'],
      ['unauthorised', 'reader-unauthorised'],
      ['wrong-words', 'reader-garbled'],
      ['silent', 'reader-silent'],
    ] as const)(
      'names what keeps a card from being read, and reads the next one: %s',
      { timeout: 3 * readMs },
      async ([fault, trouble], context) => {
        const twin = twinOf(context);
        twin.setFault({ name: fault, at: 3, times: Infinity });
        order(twin, 'lay', 'resident');
        await expect.poll(told, { timeout: readMs }).toContain(trouble);
        twin.setFault({ name: fault, at: 3, times: 0 });
        order(twin, 'lift');
        await expect.poll(() => told().at(-1), { timeout: readMs }).toBe('lifted');
        events.length = 0;
        order(twin, 'lay', 'resident');
        await untilTold('laid', 'read');
      },
    );

    test('one lost or mangled answer on the way is not noticed', async (context) => {
      const twin = twinOf(context);
      for (const fault of ['mangled-select', 'extra-aa', 'wrong-words', 'sw3-47'])
        twin.setFault({ name: fault, at: null, times: 1 });
      order(twin, 'lay', 'resident');
      await untilTold('laid', 'read');
    });

    test('a sticky reader keeps its card until it is lifted', async (context) => {
      const twin = twinOf(context);
      order(twin, 'sticky', 'on');
      order(twin, 'lay', 'resident');
      await untilTold('laid', 'read');
      await new Promise<void>((passed) => void bench.clock.after(1_500, passed));
      expect(told()).toEqual(['laid', 'read']);
      order(twin, 'lift');
      await untilTold('laid', 'read', 'lifted');
    });

    test('unplugged it is missing, and plugged in again it is served within two seconds', async (context) => {
      const twin = twinOf(context);
      await bench.unplug();
      await expect.poll(() => lastReport()?.cause, { timeout: replugMs }).toBe('reader-missing');
      expect((await reader.selfTest()).passed).toBe(false);
      await bench.replug();
      await expect.poll(() => lastReport()?.state, { timeout: replugMs, interval: 5 }).toBe('online');
      order(twin, 'lay', 'resident');
      await untilTold('laid', 'read');
    });

    test('silent it is offline within two seconds, and online again within two more', async (context) => {
      const twin = twinOf(context);
      twin.setFault({ name: 'silent', at: null, times: Infinity });
      await expect.poll(() => lastReport()?.cause, { timeout: replugMs }).toBe('reader-silent');
      twin.setFault({ name: 'silent', at: null, times: 0 });
      await expect.poll(() => lastReport()?.state, { timeout: replugMs }).toBe('online');
    });

    test('stopped it leaves the line to another program', async () => {
      await reader.stop();
      const port = await bench.open();
      expect(port.ok).toBe(true);
      if (port.ok) await port.value.close();
    });
  });
}
