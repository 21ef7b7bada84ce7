import type { DeviceName, DeviceReport, DeviceState } from '../core/devices/states.ts';

/** Tells a device's state when it is another one than before, and not again. `cause` is null when all is well. */
export type TellState = (state: DeviceState, cause: string | null) => void;

export function tellChanges(device: DeviceName, onState: (report: DeviceReport) => void): TellState {
  let last: DeviceReport | null = null;
  return (state, cause) => {
    if (last?.state === state && last.cause === cause) return;
    last = { device, state, cause };
    onState(last);
  };
}
