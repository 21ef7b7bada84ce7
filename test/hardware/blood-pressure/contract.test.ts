import { describe } from 'vitest';
import { bloodPressureSuite } from '../../contract/devices/blood-pressure.suite.ts';
import { memoryBench } from '../../support/memory-bench.ts';

describe.each(['omron-hbp-9030', 'terumo-br-500'])('a %s in memory', (profile) => {
  bloodPressureSuite((kind) => memoryBench(kind, { profile }));
});
