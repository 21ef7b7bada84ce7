import type { KioskKey } from '../../core/devices/keys.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { signalOf } from './codec.ts';
import { dueMs, keysStep, noKeys } from './key-steps.ts';
import type { KeysEvent } from './key-steps.ts';
import type { KeypadProfile } from './profiles.ts';

/** The keys of one connection: bytes in, presses out. */
export type PressedKeys = {
  readonly hear: (byte: number) => void;
  readonly stuck: () => readonly KioskKey[];
  /** Forgets every key that is held. */
  readonly reset: () => void;
};

/** Performs `key-steps`. `onChange` hears after each step whether keys are stuck. */
export function pressedKeys(parts: {
  readonly clock: Clock;
  readonly profile: KeypadProfile;
  readonly onPress: (key: KioskKey) => void;
  readonly onStuck: (isStuck: boolean) => void;
}): PressedKeys {
  const { clock, profile, onPress, onStuck } = parts;
  const tellsReleases = profile.releaseOffset !== null;
  let state = noKeys;
  let stopDue = () => {};

  function take(event: KeysEvent): void {
    const step = keysStep(state, event, tellsReleases);
    state = step.state;
    if (step.pressed !== null) onPress(step.pressed);
    onStuck(state.stuck.length > 0);
    awaitDue();
  }

  function awaitDue(): void {
    stopDue();
    const due = dueMs(state, tellsReleases);
    if (due === null) return;
    stopDue = clock.after(due - clock.monotonicMs(), () => take({ type: 'DUE', nowMs: clock.monotonicMs() }));
  }

  return {
    hear(byte) {
      const signal = signalOf(profile, byte);
      if (signal !== null) take({ type: 'SIGNAL', signal, nowMs: clock.monotonicMs() });
    },
    stuck: () => state.stuck,
    reset() {
      stopDue();
      state = noKeys;
    },
  };
}
