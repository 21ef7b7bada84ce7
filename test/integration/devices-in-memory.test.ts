import { deviceSuites } from '../contract/devices/every-device.ts';
import { memoryBench } from '../support/memory-bench.ts';

for (const suite of deviceSuites.values()) suite('in memory', memoryBench);
