import { describe, expect, test } from 'vitest';
import { plainLine } from '../../../hardware/line-settings.ts';
import { receiptPrinterKind } from '../../../hardware/printer/cli.ts';
import { kindBench } from '../../support/kind-bench.ts';

describe('the receipt printer as a kind of device', () => {
  const { probe } = receiptPrinterKind;

  test('is asked by DLE EOT 1 at every speed it may have, the likely ones first', () => {
    expect([...probe!.hello]).toEqual([0x10, 0x04, 0x01]);
    expect(probe!.settings.map(({ baudRate }) => baudRate)).toEqual([115_200, 38_400, 19_200, 9_600, 57_600]);
  });

  test.each([
    ['all is fine', [0x12], true],
    ['offline, feed button pressed', [0x5a], true],
    ['behind a glitch of the opening line', [0x00, 0x16], true],
    ['behind an automatic status', [0x18, 0x00, 0x0f, 0x00, 0x1a], true],
    ['nothing', [], false],
    ['XON and XOFF', [0x11, 0x13], false],
    ['an automatic status alone', [0x10, 0x00, 0x00, 0x00], false],
    ['bit 7 set', [0x92], false],
    ['bit 4 clear', [0x02], false],
    ['bit 1 clear', [0x10], false],
    ['bit 0 set', [0x13], false],
    ['the beginning of a chattering device', [...Buffer.from('bp,99999999')], false],
    ['seven bytes more', [0, 0, 0, 0, 0, 0, 0, 0x12], true],
    ['eight bytes more', [0, 0, 0, 0, 0, 0, 0, 0, 0x12], false],
  ] as const)('is known by its answer: %s', (_, bytes, isPrinter) => {
    expect(probe!.isAnswer(Uint8Array.from(bytes))).toBe(isPrinter);
  });

  test.each([
    [{ paper: '58' }, 58],
    [{ paper: '80' }, 80],
    [{ paper: 'a4' }, 80],
    [{}, 80],
  ] as const)(
    'has a twin that answers the probe; its paper by %j is %d mm',
    async (options, paperWidthMm) => {
      const { clock, twin, opened } = kindBench(receiptPrinterKind, options, plainLine(9_600));
      const { port, heard } = await opened();
      await port.write(probe!.hello, 0);
      await clock.advance(100);
      expect(probe!.isAnswer(Uint8Array.from(heard))).toBe(true);
      // One letter more than narrow paper is wide makes a second line there, and only there the roll ends with it.
      twin.setFault({ name: 'paper-out-at-line', at: 2, times: 1 });
      await port.write(Uint8Array.from([...Buffer.from('A'.repeat(33)), 0x0a]), 0);
      heard.length = 0;
      await port.write(Uint8Array.of(0x10, 0x04, 4), 0);
      await clock.advance(500);
      expect(heard).toEqual([paperWidthMm === 58 ? 0x7e : 0x12]);
    },
  );

  test('is watched by a driver that prints nothing', async () => {
    const { clock, twin, watching } = kindBench(receiptPrinterKind, {}, plainLine(9_600));
    const { reports, stop } = watching();
    await clock.advance(1_000);
    twin.orders['cover']?.obey(['open']);
    await clock.advance(10_000);
    expect(reports.map(({ state }) => state)).toEqual(['online', 'user-error']);
    await stop();
    expect(twin.orders['slips']?.obey([])).toBe('0 so far');
  });
});
