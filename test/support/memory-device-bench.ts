import type { DeviceKind } from '../../hardware/device.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import { realClock } from '../../host/real-clock.ts';
import type { DeviceBench } from './device-bench.ts';

/** A kind's twin on a memory line, in real time. */
export async function memoryDeviceBench(
  kind: DeviceKind,
  options: Readonly<Record<string, string>> = {},
): Promise<DeviceBench> {
  const clock = realClock();
  const line = memoryLine();
  const random = { below: () => 0 };
  const twin = kind.createTwin({ clock, random, settings: kind.defaultSettings, options });
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
