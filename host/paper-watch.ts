import type { DeviceReport, PaperState } from '../core/devices/states.ts';

/** Hears every report and calls once each time the printer's paper runs low: before the next errand, not in its middle. */
export function paperWatch(callStaff: () => void): (report: DeviceReport) => void {
  let last: PaperState | undefined;
  return ({ device, paper }) => {
    if (device !== 'receipt-printer') return;
    if (paper === 'low' && last !== 'low') callStaff();
    last = paper;
  };
}
