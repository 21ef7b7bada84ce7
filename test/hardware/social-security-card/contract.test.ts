import { describe } from 'vitest';
import { socialSecurityCardSuite } from '../../contract/devices/social-security-card.suite.ts';
import { memoryBench } from '../../support/memory-bench.ts';

describe('a virtual card in memory', () => {
  socialSecurityCardSuite((kind) => memoryBench(kind));
});
