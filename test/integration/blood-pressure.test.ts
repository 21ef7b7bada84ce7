import { describe } from 'vitest';
import { bloodPressureProfiles } from '../../hardware/blood-pressure/profiles.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../host/real-clock.ts';
import { ptyPair } from '../../tools/rig/pty-pair.ts';
import { bloodPressureSuite } from '../contract/devices/blood-pressure.suite.ts';
import type { DeviceBench } from '../support/device-bench.ts';

const clock = realClock();

/** The twin of one model on one end of a pty pair. */
async function ptyBench(kind: DeviceKind, profile: string): Promise<DeviceBench> {
  const ptys = await ptyPair();
  const settings = kind.defaultSettings;
  const twin = kind.createTwin({ clock, random: { below: () => 0 }, settings, options: { profile } });
  let unplugTwin = async () => {};

  async function plugInTwin(): Promise<void> {
    const port = await serialPortOpener({ ...settings, path: ptys.devicePath, clock })();
    if (!port.ok) throw new Error(port.error);
    twin.attach(port.value);
    unplugTwin = port.value.close;
  }

  await plugInTwin();
  return {
    open: serialPortOpener({ ...settings, path: ptys.kioskPath, clock }),
    clock,
    twin,
    unplug: ptys.unplug,
    async replug() {
      await ptys.replug();
      await plugInTwin();
    },
    async dispose() {
      await unplugTwin();
      await ptys.dispose();
    },
  };
}

describe.each(Object.keys(bloodPressureProfiles))('a %s on a pty', (profile) => {
  bloodPressureSuite((kind) => ptyBench(kind, profile));
});
