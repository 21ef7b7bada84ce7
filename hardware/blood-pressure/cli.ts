import type { BloodPressureEvent } from '../../core/devices/blood-pressure.ts';
import type { DeviceKind, TwinParts } from '../device.ts';
import { plainLine } from '../line-settings.ts';
import { createBloodPressureMonitor } from './driver.ts';
import { isDamaged, monitorScanner } from './frames.ts';
import { bloodPressureProfiles } from './profiles.ts';
import type { BloodPressureProfileName } from './profiles.ts';
import { createBloodPressureTwin } from './twin.ts';

const everyModel = Object.values(bloodPressureProfiles);

/** Any known monitor: the driver tells the models apart by their frames. The twin is the one named by `profile`. */
export const bloodPressureKind: DeviceKind = {
  device: 'blood-pressure-monitor',
  probe: {
    protocol: 'blood pressure line',
    settings: [plainLine(9_600), plainLine(2_400)],
    hello: new Uint8Array(0),
    isAnswer(bytes) {
      const scanner = monitorScanner(everyModel);
      return [...scanner.push(bytes), ...scanner.end()].some((event) => !isDamaged(event));
    },
    // It speaks only when a measurement ends: start one before probing. Longer would hold up every other device.
    patienceMs: 8_000,
  },
  defaultSettings: plainLine(9_600),
  createTwin: ({ clock, settings, options }) =>
    createBloodPressureTwin({
      clock,
      baudRate: settings.baudRate,
      profile: bloodPressureProfiles[profileNameIn(options)],
    }),
  createWatch: ({ open, clock, onState, say }) =>
    createBloodPressureMonitor({ open, clock, onState, onMeasurement: (event) => say(happeningOf(event)) }),
};

function profileNameIn({ profile }: TwinParts['options']): BloodPressureProfileName {
  switch (profile) {
    case 'omron-hbp-9030':
    case 'omron-hbp-9020':
    case 'and-tm-2657p':
      return profile;
    default:
      return 'terumo-br-500';
  }
}

/** Never the figures: they are somebody's health. */
function happeningOf(event: BloodPressureEvent): string {
  if (event.outcome === 'measured') return 'measured: a reading that belongs together';
  const code = event.deviceCode === null ? '' : `, the monitor says ${event.deviceCode}`;
  return `not measured: ${event.trouble}${code}`;
}
