/**
 * Seven speeds by their label, characters a minute (字/分) with pauses. The voices are recorded at `recordedSpeed`; the
 * others are played faster or slower, at the same pitch: 50 to 200 % (HOUSE-VOICE-STEPS, VVSG 7.1-K.4 to 7).
 */
export const speeds = [80, 100, 130, 160, 200, 250, 320] as const;
export const recordedSpeed = 160;

/**
 * Five volumes, dB of full scale, which nothing exceeds: nothing clips. The amplifier is set once so that the default
 * is 60 dBA where the customer's head is; the others are then 54, 66, 74 (more than the 65 of EN 301 549 5.1.3.12) and
 * 84. Steps of at most 10 dB (VVSG 7.1-K.3), one of them 12 dB above the lowest (EN 301 549 8.2.1), the loudest 24 dB
 * above the default.
 */
export const volumesDb = [-30, -24, -18, -10, 0] as const;

/** Index into `speeds`. */
export type SpeedStep = 0 | 1 | 2 | 3 | 4 | 5 | 6;
/** Index into `volumesDb`. */
export type VolumeStep = 0 | 1 | 2 | 3 | 4;

export const defaultSpeed: SpeedStep = 3;
export const defaultVolume: VolumeStep = 1;

/** One step up or down; at the end of the ladder it stays. */
export function nextSpeed(step: SpeedStep, by: 1 | -1): SpeedStep {
  return within(step + by, speeds.length) as SpeedStep;
}

export function nextVolume(step: VolumeStep, by: 1 | -1): VolumeStep {
  return within(step + by, volumesDb.length) as VolumeStep;
}

function within(step: number, steps: number): number {
  return Math.min(steps - 1, Math.max(0, step));
}

/** How much faster than it was recorded. */
export function factorOf(step: SpeedStep): number {
  return speeds[step] / recordedSpeed;
}

/** Amplitude factor of a volume step, 0 to 1. */
export function gainOf(step: VolumeStep): number {
  return 10 ** (volumesDb[step] / 20);
}
