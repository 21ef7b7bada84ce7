import type { Clock } from '../../core/lib/clock.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import type { PortOpener } from '../../hardware/port.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';

/** One device on one line, as a contract suite meets it: a twin in memory, a twin on a pty, or the real thing. */
export type DeviceBench = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** Null where a real device stands: what only a twin can be told to do is then left to the person beside it. */
  readonly twin: DeviceTwin | null;
  /** Pulls and puts back the cable; on a real device nothing. */
  readonly unplug: () => Promise<void>;
  readonly replug: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export type OpenDeviceBench = (kind: DeviceKind) => Promise<DeviceBench>;
