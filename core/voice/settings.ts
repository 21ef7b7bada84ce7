/** Five steps of speed, as a factor; the voices themselves already speak slowly. */
export const speeds = [0.7, 0.85, 1, 1.15, 1.3] as const;
/** Five steps of volume over 24 dB, at most 10 dB apart. Never above full scale, so nothing clips. */
export const volumesDb = [-24, -18, -12, -6, 0] as const;

/** Index into `speeds` or `volumesDb`. */
export type VoiceStep = 0 | 1 | 2 | 3 | 4;

export const defaultSpeed: VoiceStep = 2;
export const defaultVolume: VoiceStep = 3;

/** One step up or down; at the end it stays. */
export function nextStep(step: VoiceStep, by: 1 | -1): VoiceStep {
  return Math.min(4, Math.max(0, step + by)) as VoiceStep;
}

/** Amplitude factor of a volume step, 0 to 1. */
export function gainOf(step: VoiceStep): number {
  return 10 ** (volumesDb[step] / 20);
}
