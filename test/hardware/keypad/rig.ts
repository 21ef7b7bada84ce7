import * as v from 'valibot';
import { keyEventSchema } from '../../../core/devices/keys.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { createKeypad } from '../../../hardware/keypad/driver.ts';
import { keypadProfiles } from '../../../hardware/keypad/profiles.ts';
import type { KeypadProfileName } from '../../../hardware/keypad/profiles.ts';
import { createKeypadTwin } from '../../../hardware/keypad/twin.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** A driver and, unless the test plays the device itself, a twin on one line. */
export function keypadRig(profileName: KeypadProfileName = 'nav-pad', hasTwin = true) {
  const clock = manualClock();
  const line = memoryLine();
  const profile = keypadProfiles[profileName];
  const twin = createKeypadTwin({ clock, baudRate: profile.settings.baudRate, profile });
  const keys: string[] = [];
  const handset: boolean[] = [];
  const reports: DeviceReport[] = [];
  const asked: number[] = [];
  const device: { port: Port | null } = { port: null };
  line.onConnection((port) => {
    device.port = port;
    port.onBytes((chunk) => asked.push(...chunk));
    if (hasTwin) twin.attach(port);
  });
  const keypad = createKeypad({
    open: line.kiosk,
    clock,
    onKey: (event) => keys.push(v.parse(keyEventSchema, event).key),
    onHandset: (isLifted) => handset.push(isLifted),
    onState: (report) => reports.push(report),
    profile,
  });
  const states = () => reports.map(({ state, cause }) => cause ?? state);
  const fault = (name: string, times = Infinity) => twin.setFault({ name, at: null, times });
  return { clock, line, twin, keys, handset, reports, states, asked, device, keypad, fault };
}

export async function startedKeypad(profileName?: KeypadProfileName, hasTwin?: boolean) {
  const all = keypadRig(profileName, hasTwin);
  all.keypad.start();
  await all.clock.advance(50);
  return all;
}
