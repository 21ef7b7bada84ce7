import type { DeviceReport } from '../../core/devices/states.ts';
import { type PrinterStatus, reportOf } from './status.ts';

/** Tells how the printer is, nothing twice in a row. */
export type Teller = {
  readonly tell: (status: PrinterStatus) => void;
  /** Returns what to call when the slip has ended, however it has. */
  readonly beginPrinting: () => () => void;
};

export function createTeller(onState: (report: DeviceReport) => void): Teller {
  let latest: PrinterStatus | null = null;
  let told: DeviceReport | null = null;
  let isPrinting = false;

  function tell(status: PrinterStatus): void {
    latest = status;
    const report = reportOf(status, isPrinting);
    if (report.state === told?.state && report.cause === told.cause && report.paper === told.paper) return;
    told = report;
    onState(report);
  }

  return {
    tell,
    beginPrinting() {
      isPrinting = true;
      return () => {
        isPrinting = false;
        if (latest !== null) tell(latest);
      };
    },
  };
}
