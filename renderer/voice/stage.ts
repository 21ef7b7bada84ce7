import type { Prepared } from './open-sound.ts';

/** The sounds of the present turn by line, all at the same speed and volume. */
export type Stage = {
  readonly put: (line: number, prepared: Prepared) => void;
  readonly get: (line: number) => Prepared | undefined;
  /** Stops and forgets one sound, or all. */
  readonly drop: (line: number) => void;
  readonly clear: () => void;
  readonly tune: (speed: number, gain: number) => void;
};

export function createStage(): Stage {
  const present = new Map<number, Prepared>();
  let speedNow = 1;
  let gainNow = 1;

  function apply({ sound }: Prepared): void {
    sound.setSpeed(speedNow);
    sound.setGain(gainNow);
  }

  return {
    put(line, prepared) {
      apply(prepared);
      present.set(line, prepared);
    },
    get: (line) => present.get(line),
    drop(line) {
      present.get(line)?.sound.stop();
      present.delete(line);
    },
    clear() {
      for (const { sound } of present.values()) sound.stop();
      present.clear();
    },
    tune(speed, gain) {
      speedNow = speed;
      gainNow = gain;
      for (const prepared of present.values()) apply(prepared);
    },
  };
}
