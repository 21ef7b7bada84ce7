import { describe } from 'vitest';
import { bloodPressureSuite } from '../../contract/devices/blood-pressure.suite.ts';
import { memoryDeviceBench } from '../../support/memory-device-bench.ts';

describe.each(['omron-hbp-9030', 'terumo-br-500'])('a %s in memory', (profile) => {
  bloodPressureSuite((kind) => memoryDeviceBench(kind, { profile }));
});
