import { signal, type ReadonlySignal } from '@preact/signals';
import type { RenderedLine } from '../../core/strings/line.ts';
import { litStretch, type Stretch } from '../../core/voice/highlight.ts';
import type { Stage } from './stage.ts';

/** What is heard now: which of the lines given to `say`, and which stretch of its shown text. */
export type Speaking = { readonly line: number; readonly lit: Stretch };

export type WordLight = {
  readonly speaking: ReadonlySignal<Speaking | null>;
  /** Lights the words of the line at this index while its sound goes on. */
  readonly follow: (line: RenderedLine, index: number) => void;
  readonly off: () => void;
};

/** @param eachFrame calls back before every paint until stopped */
export function createWordLight(stage: Stage, eachFrame: (action: () => void) => () => void): WordLight {
  const speaking = signal<Speaking | null>(null);
  let stopFrames = () => {};

  function light(line: RenderedLine, index: number): void {
    const heard = stage.get(index);
    if (heard === undefined) return;
    const lit = litStretch(line, heard.marks, heard.sound.positionMs());
    const now = speaking.value;
    if (now?.line === index && now.lit.from === lit.from && now.lit.to === lit.to) return;
    speaking.value = { line: index, lit };
  }

  return {
    speaking,
    follow(line, index) {
      stopFrames();
      light(line, index);
      stopFrames = eachFrame(() => light(line, index));
    },
    off() {
      stopFrames();
      speaking.value = null;
    },
  };
}
