import { describe } from 'vitest';
import { bloodPressureProfiles } from '../../hardware/blood-pressure/profiles.ts';
import { bloodPressureSuite } from '../contract/devices/blood-pressure.suite.ts';
import { ptyBench } from '../support/device-benches.ts';

describe.each(Object.keys(bloodPressureProfiles))('a %s on a pty', (profile) => {
  bloodPressureSuite((kind) => ptyBench(kind, { profile }));
});
