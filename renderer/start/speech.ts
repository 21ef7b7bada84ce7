import { signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import { renderLine, type Privacy } from '../../core/strings/render.ts';
import type { Tongue } from '../../core/voice/spoken-language.ts';
import type { Act } from '../customer/act.ts';
import type { OnEnded } from '../voice/turn.ts';
import type { Voice } from '../voice/voice.ts';

/** The voice, told in lines: what is said now is also what lights up. */
export type Speech = {
  readonly said: ReadonlySignal<readonly Line[]>;
  /** Whatever was sounding stops at once. In the customer's language and dialect, where no other is named. */
  readonly say: (lines: readonly Line[], own?: Tongue, onEnded?: OnEnded) => void;
  /** Fetches beforehand, in one idle moment, what may have to be said next. Never rejects. */
  readonly prepare: (line: Line) => Promise<void>;
  /** Has the engine ready for what no voice pack holds, in the customer's language. */
  readonly warm: () => void;
  /** Resolves when the first of the lines given last has been heard or was stopped; at once where nothing was said. */
  readonly firstLine: () => Promise<void>;
  /** Changes the voice and says what has changed, in the voice as it is now. */
  readonly tune: (to: Tuning) => void;
};

export type Tuning = Extract<Act, { readonly did: 'tune-voice' }>['to'];

/** What is said of a change, and where the ladder ends. */
const tuned = {
  slower: [{ key: 'voice.slower' }, { key: 'voice.slowest' }],
  faster: [{ key: 'voice.faster' }, { key: 'voice.fastest' }],
  quieter: [{ key: 'voice.quieter' }, { key: 'voice.quietest' }],
  louder: [{ key: 'voice.louder' }, { key: 'voice.loudest' }],
} as const satisfies Record<Tuning, readonly [changed: Line, isAtEnd: Line]>;

/** A few harmless words: what the engine is warmed up with is heard by nobody. */
const warming: Line = { key: 'key.repeat' };

export const tunedLines: readonly Line[] = Object.values(tuned).flat();

export function createSpeech(
  voice: Pick<Voice, 'say' | 'prepare' | 'warm' | 'changeSpeed' | 'changeVolume'>,
  language: ReadonlySignal<Language>,
  privacy: ReadonlySignal<Privacy>,
): Speech {
  const said = signal<readonly Line[]>([]);
  let firstLine = Promise.resolve();

  function say(lines: readonly Line[], own?: Tongue, onEnded: OnEnded = () => {}): void {
    said.value = lines;
    const rendered = lines.map((line) => renderLine(line, own?.language ?? language.value, privacy.value));
    let endFirst = () => {};
    firstLine = lines.length === 0 ? Promise.resolve() : new Promise((settle) => (endFirst = settle));
    voice.say(rendered, own ?? language.value, (line, fate) => {
      if (line === 0) endFirst();
      onEnded(line, fate);
    });
  }

  function tune(to: Tuning): void {
    const by = to === 'faster' || to === 'louder' ? 1 : -1;
    const isSpeed = to === 'slower' || to === 'faster';
    const isChanged = isSpeed ? voice.changeSpeed(by) : voice.changeVolume(by);
    say([tuned[to][isChanged ? 0 : 1]]);
  }

  return {
    said,
    say,
    prepare: (line) => voice.prepare(renderLine(line, language.value, privacy.value), language.value),
    warm: () => voice.warm(renderLine(warming, language.value, 'public'), language.value),
    firstLine: () => firstLine,
    tune,
  };
}
