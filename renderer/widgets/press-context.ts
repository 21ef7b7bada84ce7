import { signal, type ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import type { PressGuard } from './press-guard.ts';

/** What every key of a screen needs to know: whose screen it stands on, and the guard all keys share. */
export type PressScope = {
  readonly screenId: string;
  readonly isMeant: PressGuard;
  /** The key that the tactile keypad has walked to. */
  readonly walkedTo: ReadonlySignal<string | null>;
};

export const PressContext = createContext<PressScope>({
  screenId: '',
  isMeant: () => true,
  walkedTo: signal(null),
});
