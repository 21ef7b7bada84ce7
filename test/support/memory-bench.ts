import type { Clock } from '../../core/lib/clock.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { realClock } from '../../machine/real-clock.ts';
import type { DeviceBench } from './device-bench.ts';

/** Options of a twin, as its command line takes them. */
export type TwinOptions = Readonly<Record<string, string>>;

export function twinOf(kind: DeviceKind, clock: Clock, options: TwinOptions = {}): DeviceTwin {
  return kind.createTwin({ clock, random: seededRandom(1), settings: kind.defaultSettings, options });
}

/** Driver and twin in one process, at real pace. */
export async function memoryBench(kind: DeviceKind, options: TwinOptions = {}): Promise<DeviceBench> {
  const clock = realClock();
  const line = memoryLine();
  const twin = twinOf(kind, clock, options);
  line.onConnection((port) => void twin.attach(port));
  return {
    open: line.kiosk,
    clock,
    twin,
    unplug: async () => line.cut(),
    replug: async () => line.restore(),
    dispose: async () => line.cut(),
  };
}
