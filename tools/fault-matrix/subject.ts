import type { DeviceName } from '../../core/devices/states.ts';
import type { DeviceDriver, WatchParts } from '../../hardware/device.ts';
import type { LineSettings } from '../../hardware/line-settings.ts';
import type { DeviceTwin, FaultOrder } from '../../hardware/twin.ts';
import type { Point, Recording } from './points.ts';

/** One device at work, as the matrix tries it out: real driver, real twin, one operation that a customer waits for. */
export type Subject = {
  readonly device: DeviceName;
  readonly settings: LineSettings;
  readonly open: (parts: WatchParts) => AtWork;
  /** How the operation ends when all is well, and how else it may end; compared with what is said. */
  readonly success: RegExp;
  readonly failure: RegExp;
  /** The customer or the staff knows by then how it ended, whatever happened; milliseconds. */
  readonly deadlineMs: number;
  /** What staff does before the next customer comes: orders to the twin. */
  readonly tidy: readonly string[];
  /** The device's own faults, and what people do to it. */
  readonly mishaps: readonly Mishap[];
  /** Where they strike, by what passed in a session without any. */
  readonly points: (recording: Recording) => readonly Point[];
  /**
   * True for a device that sends a thing once and is owed no answer: when the line loses it, neither side can know,
   * and the customer does it again.
   */
  readonly isOneWay: boolean;
};

/** A fault of device or line, or an order to the twin such as `cover open`. */
export type Mishap = FaultOrder | { readonly order: string };

export type AtWork = {
  readonly twin: DeviceTwin;
  readonly driver: Pick<DeviceDriver, 'start' | 'stop'>;
  readonly operate: () => void;
  /** After everything: what must not have happened and did; null when nothing of the kind. */
  readonly audit: () => string | null;
};

export function once(name: string, at: number | null = null): FaultOrder {
  return { name, at, times: 1 };
}

/** Until it is mended. */
export function always(name: string, at: number | null = null): FaultOrder {
  return { name, at, times: Infinity };
}

export function mishapText(mishap: Mishap): string {
  if ('order' in mishap) return mishap.order;
  const { name, at, times } = mishap;
  const often = times === 1 ? '' : times === Infinity ? ' always' : ` x${times}`;
  return (at === null ? name : `${name} ${at}`) + often;
}
