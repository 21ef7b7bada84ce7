import type { Random } from '../../../core/lib/random.ts';
import { encodeMeasured } from '../../../hardware/blood-pressure/codec.ts';
import { encodeFrame, monitorScanner } from '../../../hardware/blood-pressure/frames.ts';
import { bloodPressureProfiles } from '../../../hardware/blood-pressure/profiles.ts';
import type { BloodPressureProfile } from '../../../hardware/blood-pressure/profiles.ts';
import type { FuzzTarget, GoodFrame } from '../target.ts';

/** Frames of one model, met by a kiosk that is ready for any model: a good one must not be taken for another's. */
function framesOf(profile: BloodPressureProfile): FuzzTarget {
  return {
    name: `blood-pressure-monitor · kiosk · ${profile.protocol}`,
    open() {
      const scanner = monitorScanner(Object.values(bloodPressureProfiles));
      return {
        push: (chunk) => scanner.push(chunk).map((event) => JSON.stringify(event)),
        silence: () => scanner.end().map((event) => JSON.stringify(event)),
      };
    },
    goodFrame: (random) => measured(profile, random),
    resync: 'silence',
  };
}

function measured(profile: BloodPressureProfile, random: Random): GoodFrame {
  const diastolicMmHg = 40 + random.below(60);
  const systolicMmHg = diastolicMmHg + 20 + random.below(80);
  const pulsePerMinute = 40 + random.below(100);
  const text = encodeMeasured(profile, { systolicMmHg, diastolicMmHg, pulsePerMinute });
  const meanMmHg = profile.places.mean === null ? null : Math.round((systolicMmHg + 2 * diastolicMmHg) / 3);
  const reading = { systolicMmHg, diastolicMmHg, meanMmHg, pulsePerMinute };
  return { bytes: encodeFrame(profile, text), means: JSON.stringify({ outcome: 'measured', reading }) };
}

export const bloodPressureTargets: readonly FuzzTarget[] = Object.values(bloodPressureProfiles).map(framesOf);
