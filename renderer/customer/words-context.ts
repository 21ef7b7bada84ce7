import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Privacy } from '../../core/strings/render.ts';
import type { Speaking } from '../voice/voice.ts';

export type Words = {
  readonly language: Language;
  readonly privacy: Privacy;
  /** The lines given to the voice, in the order they are spoken. A line that is not among them stays dark. */
  readonly said: ReadonlySignal<readonly Line[]>;
  readonly speaking: ReadonlySignal<Speaking | null>;
};

export const WordsContext = createContext<Words | null>(null);
