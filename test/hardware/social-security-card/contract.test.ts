import { describe } from 'vitest';
import { socialSecurityCardSuite } from '../../contract/devices/social-security-card.suite.ts';
import { memoryDeviceBench } from '../../support/memory-device-bench.ts';

describe('a virtual card in memory', () => {
  socialSecurityCardSuite((kind) => memoryDeviceBench(kind));
});
