import { expect } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import { createReceiptPrinter, type ReceiptPrinterOptions } from '../../hardware/printer/driver.ts';
import { createPrinterTwin } from '../../hardware/printer/twin.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { ptyPair } from '../../tools/rig/pty-pair.ts';

export type PrinterBench = Awaited<ReturnType<typeof printerBench>>;

export const soon = { timeout: 15_000, interval: 20 };

/** A receipt printer's driver and twin on a real tty, online. `onArrived` hears what reaches the twin. */
export async function printerBench(
  options: ReceiptPrinterOptions & { readonly baudRate: number },
  onArrived: (chunk: Uint8Array) => void = () => {},
) {
  const { baudRate } = options;
  const clock = realClock();
  const ptys = await ptyPair();
  const twin = createPrinterTwin({ clock, baudRate, paperWidthMm: 80 });
  const reports: DeviceReport[] = [];
  let unplugTwin = async () => {};

  async function plugInTwin(): Promise<void> {
    const port = await serialPortOpener({ path: ptys.devicePath, baudRate, clock })();
    if (!port.ok) throw new Error(port.error);
    port.value.onBytes(onArrived);
    twin.attach(port.value);
    unplugTwin = port.value.close;
  }

  await plugInTwin();
  const printer = createReceiptPrinter({
    open: serialPortOpener({ path: ptys.kioskPath, baudRate, clock }),
    clock,
    paperWidthMm: 80,
    onState: (report) => void reports.push(report),
    options,
  });
  printer.start();
  await expect.poll(() => reports.at(-1)?.state, soon).toBe('online');
  return {
    twin,
    printer,
    reports,
    unplug: ptys.unplug,
    async replug() {
      await ptys.replug();
      await plugInTwin();
    },
    async dispose() {
      await printer.stop();
      await unplugTwin();
      await ptys.dispose();
    },
  };
}
