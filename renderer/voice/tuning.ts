import { signal, type ReadonlySignal } from '@preact/signals';
import {
  defaultSpeed,
  defaultVolume,
  factorOf,
  gainOf,
  nextSpeed,
  nextVolume,
  type SpeedStep,
  type VolumeStep,
} from '../../core/voice/settings.ts';
import type { Stage } from './stage.ts';

/** How fast and how loud the voice is. */
export type VoiceTuning = {
  readonly speed: ReadonlySignal<SpeedStep>;
  readonly volume: ReadonlySignal<VolumeStep>;
  /**
   * One step faster or slower, at once, also for the sound under way; the caller then says the line that confirms it.
   *
   * @returns false at the end of the ladder, where nothing changes
   */
  readonly changeSpeed: (by: 1 | -1) => boolean;
  readonly changeVolume: (by: 1 | -1) => boolean;
};

export function createTuning(stage: Pick<Stage, 'tune'>): VoiceTuning & { readonly reset: () => void } {
  const speed = signal<SpeedStep>(defaultSpeed);
  const volume = signal<VolumeStep>(defaultVolume);

  function set(newSpeed: SpeedStep, newVolume: VolumeStep): boolean {
    const isNew = newSpeed !== speed.value || newVolume !== volume.value;
    speed.value = newSpeed;
    volume.value = newVolume;
    stage.tune(factorOf(newSpeed), gainOf(newVolume));
    return isNew;
  }

  set(defaultSpeed, defaultVolume);
  return {
    speed,
    volume,
    changeSpeed: (by) => set(nextSpeed(speed.value, by), volume.value),
    changeVolume: (by) => set(speed.value, nextVolume(volume.value, by)),
    reset: () => void set(defaultSpeed, defaultVolume),
  };
}
