import * as v from 'valibot';
import { bloodPressureEventSchema } from '../../../core/devices/blood-pressure.ts';
import type { BloodPressureEvent } from '../../../core/devices/blood-pressure.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { createBloodPressureMonitor } from '../../../hardware/blood-pressure/driver.ts';
import { bloodPressureProfiles } from '../../../hardware/blood-pressure/profiles.ts';
import type { BloodPressureProfileName } from '../../../hardware/blood-pressure/profiles.ts';
import { createBloodPressureTwin } from '../../../hardware/blood-pressure/twin.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { manualClock } from '../../support/manual-clock.ts';

export type MonitorBench = ReturnType<typeof monitorBench>;

/** A driver that knows every model and the twin of one, on one memory line, with a clock that stands still. */
export function monitorBench(name: BloodPressureProfileName, baudRate = 9_600) {
  const clock = manualClock();
  const line = memoryLine();
  const twin = createBloodPressureTwin({ clock, baudRate, profile: bloodPressureProfiles[name] });
  const events: BloodPressureEvent[] = [];
  const reports: DeviceReport[] = [];
  const device: { port: Port | null } = { port: null };
  line.onConnection((port) => {
    device.port = port;
    twin.attach(port);
  });
  const monitor = createBloodPressureMonitor({
    open: line.kiosk,
    clock,
    onMeasurement: (event) => events.push(v.parse(bloodPressureEventSchema, event)),
    onState: (report) => reports.push(report),
  });
  const order = (words: string) => {
    const [first = '', ...rest] = words.split(' ');
    return twin.orders[first]!.obey(rest);
  };
  const states = () => reports.map(({ state, cause }) => [state, cause]);
  return { clock, line, twin, events, reports, states, device, monitor, order };
}
