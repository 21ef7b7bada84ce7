import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take twenty seconds and more. Begun last, one of them would keep a core while the others have nothing left. */
const longest = [
  'test/simulation/planted-bugs.test.ts',
  'test/simulation/simulation.test.ts',
  'test/integration/devices-on-lines.test.ts',
  'test/integration/devices-in-memory.test.ts',
  'test/integration/hub-process.test.ts',
  'test/integration/conformance-planted.test.ts',
  'test/integration/voice-measured.test.ts',
  'test/integration/voice-player.test.ts',
  'test/integration/webhost-browser.test.ts',
  'test/integration/fuzz-tool.test.ts',
];

/** A fresh clone remembers no durations, and the runner would go by the size of the files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [long, others] = [true, false].map((isLong) =>
      sorted.filter((file) => isLong === placeOf(file) >= 0),
    );
    return [...(long ?? []).toSorted((a, b) => placeOf(a) - placeOf(b)), ...(others ?? [])];
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  return longest.findIndex((name) => moduleId.endsWith(name));
}
