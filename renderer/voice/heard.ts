import { signal, type ReadonlySignal } from '@preact/signals';
import type { Level } from '../../core/voice/choose.ts';
import type { VoiceTrouble } from '../../core/voice/trouble.ts';
import type { Fate } from '../../core/voice/utterance.ts';
import type { Captions } from './captions.ts';
import { captionOf, type Turn } from './turn.ts';

/** Watches what customers hear: writes it beneath, and knows when they do not hear it. */
export type Heard = {
  /** What keeps customers from hearing; null once a sentence has been heard to its end again. */
  readonly trouble: ReadonlySignal<VoiceTrouble | null>;
  readonly started: (turn: Turn, line: number, level: Level) => void;
  readonly ended: (turn: Turn, line: number, fate: Fate) => void;
  readonly stuck: (turn: Turn) => void;
};

export function watchHeard(captions: Omit<Captions, 'caption' | 'off'>): Heard {
  const trouble = signal<VoiceTrouble | null>(null);

  function stuck(turn: Turn): void {
    turn.isStuck = true;
    trouble.value = 'sound-stuck';
  }

  function over(turn: Turn, line: number): void {
    const level = turn.levels.get(line);
    captions.over();
    if (level === 'clip' || level === 'engine') {
      if (!turn.isStuck) trouble.value = null;
      return;
    }
    // One chime a screen is enough: the lines behind it are silent by intention.
    const isMeant = level === undefined && [...turn.levels.values()].includes('chime');
    if (level === 'chime' && !turn.isStuck) trouble.value = 'voice-missing';
    if (level === undefined && !isMeant) stuck(turn);
    const caption = captionOf(turn, line);
    if (caption !== null) captions.unheard(caption);
  }

  return {
    trouble,
    stuck,
    started(turn, line, level) {
      turn.levels.set(line, level);
      const caption = captionOf(turn, line);
      if (caption === null) return;
      if (level === 'chime') captions.unheard(caption);
      else captions.voiced(caption);
    },
    ended(turn, line, fate) {
      if (fate === 'over') over(turn, line);
    },
  };
}
