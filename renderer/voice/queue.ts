import type { ReadonlySignal } from '@preact/signals';
import { languages } from '../../core/strings/language.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import type { Level } from '../../core/voice/choose.ts';
import type { VoiceTrouble } from '../../core/voice/trouble.ts';
import { linesEnded, silent, stepUtterance, type UtteranceEvent } from '../../core/voice/utterance.ts';
import type { Captions } from './captions.ts';
import { watchHeard } from './heard.ts';
import { createPlayer, type PlayerParts } from './player.ts';
import { newTurn, type Turn } from './turn.ts';
import { createWordLight, type Speaking } from './word-light.ts';

/** A sentence has begun to sound. */
export type Started = {
  readonly line: RenderedLine;
  /** Monotonic, ms. */
  readonly atMs: number;
  readonly level: Level;
};

export type QueueParts = Omit<PlayerParts, 'send' | 'onStuck'> & {
  readonly captions: Captions;
  /** Calls back before every paint until stopped. */
  readonly eachFrame: (action: () => void) => () => void;
  readonly onStarted?: (started: Started) => void;
};

export type Queue = {
  /** @param next the turn that begins with it, for `SAID` */
  readonly send: (event: UtteranceEvent, next?: Turn) => void;
  readonly trouble: ReadonlySignal<VoiceTrouble | null>;
  readonly speaking: ReadonlySignal<Speaking | null>;
};

/** Drives the queue of sentences: what it decides is played, lights up, is captioned, and is told to whoever waits. */
export function runQueue(parts: QueueParts): Queue {
  const { clock, stage, captions } = parts;
  const words = createWordLight(stage, parts.eachFrame);
  const heard = watchHeard(captions);
  const perform = createPlayer({ ...parts, send, onStuck: () => heard.stuck(turn) });
  let state = silent;
  let turn = newTurn([], { language: languages[0], dialect: null });

  function send(event: UtteranceEvent, next: Turn = turn): void {
    const [before, ending] = [state, turn];
    const step = stepUtterance(before, event);
    state = step.state;
    turn = next;
    step.effects.forEach(perform);
    if (state !== before) show(event);
    const ended = linesEnded(before, step.state);
    for (const [line, fate] of ended) heard.ended(ending, line, fate);
    // Whoever hears of an end may say something else at once, so it comes last.
    for (const [line, fate] of ended) ending.onEnded(line, fate);
  }

  function show(event: UtteranceEvent): void {
    const line = state.at === 'speaking' && state.phase === 'sounding' ? turn.lines[state.line] : undefined;
    if (line === undefined) return words.off();
    if (event.type !== 'STARTED') return;
    const { level } = event.sound;
    heard.started(turn, event.sound.line, level);
    parts.onStarted?.({ line, atMs: clock.monotonicMs(), level });
    words.follow(line, event.sound.line);
  }

  return { send, trouble: heard.trouble, speaking: words.speaking };
}
