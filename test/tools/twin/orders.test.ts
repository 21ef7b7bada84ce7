import { describe, expect, test } from 'vitest';
import { decodeAnswer } from '../../../hardware/id-card/codec.ts';
import { virtualSam } from '../../../hardware/id-card/virtual-sam.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { createPrinterTwin } from '../../../hardware/printer/twin.ts';
import { obey, printerOrders, readerOrders } from '../../../tools/twin/orders.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** The status a find is answered with after the orders; `null` for silence. */
function foundAfter(...lines: readonly string[]) {
  const sam = virtualSam();
  for (const line of lines) expect(obey(readerOrders(sam), line)).toBe('done');
  const frame = sam.answerTo('find');
  return frame.length === 0 ? null : decodeAnswer(frame.slice(7, -1)).sw3;
}

describe('the reader', () => {
  test.each([
    [['lay resident'], 0x9f],
    [['  lay   expired '], 0x9f],
    [['lay resident', 'lift'], 0x80],
    [['fault silent'], null],
    [['fault self-test-failed 1'], 0x60],
    [['fault silent', 'fault silent off'], 0x80],
  ])('told %j answers a find with %s', (lines, status) => {
    expect(foundAfter(...lines)).toBe(status);
  });

  test.each([
    'lay',
    'lay toString',
    'fault nonsense',
    'fault silent often',
    'fault silent -1',
    'constructor',
    'x',
  ])('refuses "%s" and goes on as before', (line) => {
    const sam = virtualSam();
    expect(obey(readerOrders(sam), line)).not.toBe('done');
    expect(decodeAnswer(sam.answerTo('find').slice(7, -1)).sw3).toBe(0x80);
  });

  test('names every order when asked for help', () => {
    expect(obey(readerOrders(virtualSam()), 'help')).toMatch(
      /lay .*resident.*\n.*lift\n.*fault .*half-frame/,
    );
  });
});

describe('the printer', () => {
  test.each([
    ['paper full', [0x12]],
    ['paper out', [0x32]],
    ['cover open', [0x16]],
    ['head hot', [0x52]],
    ['silent on', []],
  ])('told "%s" answers the question for its state with %j', async (line, expected) => {
    const clock = manualClock();
    const twin = createPrinterTwin({ clock, baudRate: 115_200, paperWidthMm: 80 });
    const cable = memoryLine();
    cable.onConnection((port) => void twin.attach(port));
    const kiosk = await cable.kiosk();
    if (!kiosk.ok) throw new Error(kiosk.error);
    const heard: number[] = [];
    kiosk.value.onBytes((chunk) => heard.push(...chunk));

    expect(obey(printerOrders(twin), line)).toBe('done');
    await kiosk.value.write(Uint8Array.of(0x10, 0x04, 0x02), 100);
    await clock.advance(100);
    expect(heard).toEqual(expected);
  });

  test('counts its slips', () => {
    const twin = createPrinterTwin({ clock: manualClock(), baudRate: 115_200, paperWidthMm: 80 });
    expect(obey(printerOrders(twin), 'slips')).toBe('0 so far');
  });
});
