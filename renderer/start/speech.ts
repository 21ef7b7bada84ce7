import { signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import { renderLine, type Privacy } from '../../core/strings/render.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import type { Voice } from '../voice/voice.ts';

/** The voice, told in lines: what is said now is also what lights up. */
export type Speech = {
  readonly said: ReadonlySignal<readonly Line[]>;
  /** Whatever was sounding stops at once. In the customer's language, where no other is named. */
  readonly say: (lines: readonly Line[], own?: Language) => void;
  /** Changes the voice and says the key's own words in it: they tell what has changed and how it sounds now. */
  readonly tune: (to: Tuning) => void;
};

export type Tuning = Extract<Act, { readonly did: 'tune-voice' }>['to'];

export function createSpeech(
  voice: Voice,
  language: ReadonlySignal<Language>,
  privacy: ReadonlySignal<Privacy>,
): Speech {
  const said = signal<readonly Line[]>([]);
  function say(lines: readonly Line[], own: Language = language.value): void {
    said.value = lines;
    voice.say(
      lines.map((line) => renderLine(line, own, privacy.value)),
      own,
    );
  }
  function tune(to: Tuning): void {
    if (to === 'slower' || to === 'faster') voice.changeSpeed(to === 'faster' ? 1 : -1);
    else voice.changeVolume(to === 'louder' ? 1 : -1);
    say([fixedLines[to]]);
  }
  return { said, say, tune };
}
