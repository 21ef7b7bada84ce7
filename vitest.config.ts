import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** A test waits for an outcome, never for a time: on a busy machine walking every screen takes a while. */
const patienceMs = 60_000;

/** Both cores of a CI machine: left alone, the runner keeps one for itself. */
const maxWorkers = 2;

const expect = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          maxWorkers,
          // Each module is loaded once by each worker: nothing here is changed by a test for the others.
          isolate: false,
          testTimeout: patienceMs,
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', 'test/e2e/**', 'test/lint/planted/**'],
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'ui',
          expect,
          maxWorkers,
          testTimeout: patienceMs,
          include: ['test/**/*.test.tsx'],
          environment: 'happy-dom',
        },
      },
      {
        test: {
          name: 'integration',
          expect,
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
