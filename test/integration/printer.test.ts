import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Slip } from '../../core/slips/slip.ts';
import { type PrinterBench, printerBench, soon } from '../support/printer-bench.ts';

const slip: Slip = {
  blocks: [
    { kind: 'text', text: '业务受理凭条', size: 2, align: 'centre', bold: true },
    ...Array.from({ length: 20 }, (_, at) => ({
      kind: 'pair' as const,
      label: `第${at + 1}项`,
      value: '已受理',
      size: 1 as const,
    })),
    { kind: 'qr', data: 'https://example.invalid/s/K0017-2026-000042' },
  ],
};

let bench: PrinterBench;
beforeEach(async () => {
  bench = await printerBench({ baudRate: 19_200, timing: { heartbeatMs: 200 } });
});
afterEach(() => bench.dispose());

describe('a receipt printer on a real tty', () => {
  test('prints a slip and confirms it', async () => {
    const { printer, twin } = bench;
    expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    expect(twin.slips()).toHaveLength(1);
    expect(twin.slips()[0]).toMatchObject({ cut: true });
    expect(twin.slips()[0]?.document).toHaveLength(22);
  });

  test('prints nothing without paper, and prints once paper is in', async () => {
    const { printer, twin } = bench;
    twin.set({ paper: 'out' });
    expect(await printer.print(slip)).toEqual({ outcome: 'not-printed', reason: 'paper-out' });
    twin.set({ paper: 'full' });
    expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    expect(twin.slips()).toHaveLength(1);
  });

  test('goes on with a slip whose paper ran out on the way, and prints it once', async () => {
    const { printer, twin, reports } = bench;
    twin.setFault({ name: 'paper-out-at-line', at: 5, times: 1 });
    const printing = printer.print(slip);
    await expect.poll(() => reports.at(-1)?.cause, soon).toBe('paper-out');
    expect(reports.at(-1)?.state).toBe('busy');
    expect(twin.orders['paper']?.obey(['full'])).toBeNull();
    expect(await printing).toEqual({ outcome: 'printed' });
    expect(twin.slips().map(({ document, cut }) => [document.length, cut])).toEqual([[22, true]]);
    expect(reports.at(-1)?.state).toBe('online');
  });

  test('unplugged in the middle of a slip does not know, comes back by itself and prints the next one whole', async () => {
    const { printer, twin, reports, unplug, replug } = bench;
    const printing = printer.print(slip);
    await expect.poll(() => twin.slips().length, soon).toBe(1);
    await unplug();
    expect(await printing).toEqual({ outcome: 'unknown' });
    expect(reports.at(-1)).toMatchObject({ state: 'no-device', cause: 'printer-missing' });
    await replug();
    await expect.poll(() => reports.at(-1)?.state, soon).toBe('online');
    expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    const documents = twin.slips().map(({ document }) => document.length);
    expect(documents).toHaveLength(2);
    expect(documents[0]).toBeLessThan(22);
    expect(documents[1]).toBe(22);
  });
});
