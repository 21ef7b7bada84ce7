import { deviceNames } from '../../core/devices/states.ts';
import type { DeviceName } from '../../core/devices/states.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import type { Port } from '../../hardware/port.ts';
import { lineOpener } from '../../hardware/serial/open-line.ts';
import { openTcpDoor } from '../../hardware/tcp/tcp-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { addressIn } from '../../tools/device/arguments.ts';
import { ptyPair } from '../../tools/rig/pty-pair.ts';
import type { DeviceBench, OpenDeviceBench } from './device-bench.ts';
import { type TwinOptions, twinOf } from './memory-bench.ts';

/** The twin behind the kernel's own ttys, opened by serialport as a device would be. */
export async function ptyBench(kind: DeviceKind, options: TwinOptions = {}): Promise<DeviceBench> {
  const clock = realClock();
  const ptys = await ptyPair();
  const twin = twinOf(kind, clock, options);
  const openLine = lineOpener(clock);
  let device: Port | null = null;
  async function plugTwinIn(): Promise<void> {
    const opened = await openLine({ path: ptys.devicePath, ...kind.defaultSettings })();
    if (!opened.ok) throw new Error(`the twin's end of the pty: ${opened.error}`);
    device = opened.value;
    twin.attach(device);
  }
  async function unplug(): Promise<void> {
    await ptys.unplug();
    await device?.close();
  }
  await plugTwinIn();
  return {
    open: openLine({ path: ptys.kioskPath, ...kind.defaultSettings }),
    clock,
    twin,
    unplug,
    async replug() {
      await ptys.replug();
      await plugTwinIn();
    },
    async dispose() {
      await device?.close();
      await ptys.dispose();
    },
  };
}

/** The twin behind a terminal server's port. */
export const tcpBench: OpenDeviceBench = async (kind) => {
  const clock = realClock();
  const twin = twinOf(kind, clock);
  const host = '127.0.0.1';
  async function openDoor(port: number) {
    const door = await openTcpDoor({ host, port, clock, onConnection: (it) => void twin.attach(it) });
    if (!door.ok) throw new Error(`the twin's door: ${door.error}`);
    return door.value;
  }
  let door = await openDoor(0);
  const { port } = door;
  return {
    open: lineOpener(clock)({ path: `tcp://${host}:${port}`, ...kind.defaultSettings }),
    clock,
    twin,
    unplug: () => door.close(),
    async replug() {
      door = await openDoor(port);
    },
    dispose: () => door.close(),
  };
};

/** A real device; a person stands beside it. `line` is a path, `tcp://host:port` or `usb:vendor:product`. */
export function realBench(line: string): OpenDeviceBench {
  return async (kind) => {
    const clock = realClock();
    const nothing = async () => {};
    return {
      open: lineOpener(clock)({ path: addressIn(line), ...kind.defaultSettings }),
      clock,
      twin: null,
      unplug: nothing,
      replug: nothing,
      dispose: nothing,
    };
  };
}

/** `CARE_KIOSK_DEVICE_ID_CARD_READER=/dev/ttyUSB0` names the line of a real reader. Null when nobody has said. */
export function realLineOf(device: DeviceName): string | null {
  return process.env[realLineVariable(device)] ?? null;
}

export function realLineVariable(device: DeviceName): string {
  return `CARE_KIOSK_DEVICE_${device.toUpperCase().replaceAll('-', '_')}`;
}

/** Variables that look like one of these and are none: a misspelt one would look like a test that has passed. */
export function misspeltLineVariables(): readonly string[] {
  const known = deviceNames.map(realLineVariable);
  return Object.keys(process.env).filter(
    (name) => name.startsWith('CARE_KIOSK_DEVICE_') && !known.includes(name),
  );
}
