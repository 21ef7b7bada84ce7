import type { CodeTrouble } from '../../core/devices/codes.ts';
import { maxCodeCharacters } from '../../core/devices/codes.ts';
import { joined } from '../joined.ts';
import { answerAtStart } from './codec.ts';
import type { ScannerAnswer } from './codec.ts';
import { terminators } from './models.ts';
import type { ScannerModel, ScannerOptions, Terminator } from './models.ts';

export type Reading =
  | { readonly is: 'code'; readonly bytes: Uint8Array }
  | { readonly is: 'answer'; readonly answer: ScannerAnswer }
  /** Something began like an answer and proved wrong. */
  | { readonly is: 'bad-answer' }
  | { readonly is: 'refused'; readonly trouble: CodeTrouble };

/** Takes codes, and answers between codes, out of what a scanner sends. Holds one code at most. */
export type CodeStream = {
  /** Chunks of any size; never throws, whatever they hold. */
  readonly push: (chunk: Uint8Array) => readonly Reading[];
  /** The line has been quiet: what is held is whole where there is no terminator, and a torso where there is one. */
  readonly quiet: () => readonly Reading[];
  /** Whether the bytes so far end in the middle of something. */
  readonly isInside: () => boolean;
};

export function codeStream(options: ScannerOptions): CodeStream {
  let state: State = { held: new Uint8Array(0), dropping: null };

  return {
    push(chunk) {
      state = { ...state, held: joined(state.held, chunk) };
      const readings: Reading[] = [];
      for (let taken = take(state, options); taken !== null; taken = take(state, options)) {
        readings.push(...taken.readings);
        state = taken.state;
      }
      return readings;
    },
    quiet() {
      const readings = takeRest(state, options);
      state = { held: new Uint8Array(0), dropping: null };
      return readings;
    },
    isInside: () => state.held.length > 0 || state.dropping !== null,
  };
}

type State = { readonly held: Uint8Array; readonly dropping: Dropping | null };
/**
 * After a wrong answer or an endless code everything up to the next terminator or quiet is dropped: a length that came
 * wrong may have swallowed the beginning of a code, and its rest would pass for another code. `hasLost`: more than the
 * answer went, so a person may be waiting for a code to be heard.
 */
type Dropping = { readonly because: CodeTrouble; readonly hasLost: boolean };
type Taken = { readonly readings: readonly Reading[]; readonly state: State };

const maxCodeBytes = maxCodeCharacters;

/** One step further; null when more bytes are needed. */
function take(state: State, { model, terminator }: ScannerOptions): Taken | null {
  const { held, dropping } = state;
  if (held.length === 0) return null;
  if (dropping !== null) return takeDropped(held, dropping, terminator);
  const found = answerIn(held, model);
  if (found.is === 'incomplete') return null;
  if (found.is === 'frame') {
    const rest = held.slice(found.byteCount);
    if (found.content !== null) return taken(rest, { is: 'answer', answer: found.content });
    const spoilt = { because: 'code-unreadable', hasLost: false } as const;
    return { readings: [{ is: 'bad-answer' }], state: { held: rest, dropping: spoilt } };
  }
  const end = endOfLine(held, terminator);
  if (end !== null)
    return taken(held.slice(end + lengthOf(terminator)), ...line(held.slice(0, end), terminator));
  if (held.length <= maxCodeBytes) return null;
  return { readings: [], state: { held, dropping: { because: 'code-too-long', hasLost: true } } };
}

function takeDropped(held: Uint8Array, { because, hasLost }: Dropping, terminator: Terminator): Taken | null {
  const end = endOfLine(held, terminator);
  if (end !== null) {
    const rest = held.slice(end + lengthOf(terminator));
    return hasLost || end > 0 ? taken(rest, { is: 'refused', trouble: because }) : taken(rest);
  }
  // A terminator of two bytes may have begun with the last one.
  const kept = Math.max(0, lengthOf(terminator) - 1);
  if (held.length <= kept) return null;
  return {
    readings: [],
    state: { held: held.slice(held.length - kept), dropping: { because, hasLost: true } },
  };
}

function takeRest({ held, dropping }: State, { model, terminator }: ScannerOptions): readonly Reading[] {
  if (dropping !== null) {
    const hasLost = dropping.hasLost || held.length > 0;
    return hasLost ? [{ is: 'refused', trouble: dropping.because }] : [];
  }
  if (held.length === 0) return [];
  if (answerIn(held, model).is === 'incomplete') return [{ is: 'bad-answer' }];
  if (terminator === 'none') return line(held, terminator);
  return withoutHalf(held, terminator).length === 0 ? [] : [{ is: 'refused', trouble: 'code-cut-off' }];
}

function taken(held: Uint8Array, ...readings: readonly Reading[]): Taken {
  return { readings, state: { held, dropping: null } };
}

function answerIn(held: Uint8Array, model: ScannerModel) {
  return model === 'line' ? ({ is: 'other' } as const) : answerAtStart(held);
}

/** An empty line is nothing: some scanners send their terminator when they give up. */
function line(bytes: Uint8Array, terminator: Terminator): readonly Reading[] {
  const content = withoutHalf(bytes, terminator);
  if (content.length === 0) return [];
  if (content.length > maxCodeBytes) return [{ is: 'refused', trouble: 'code-too-long' }];
  return [{ is: 'code', bytes: content }];
}

/** Without the other half of CR LF, which a scanner set to it sends to a kiosk that was told CR or LF. */
function withoutHalf(bytes: Uint8Array, terminator: Terminator): Uint8Array {
  if (terminator === 'cr' && bytes[0] === 0x0a) return bytes.slice(1);
  if (terminator === 'lf' && bytes.at(-1) === 0x0d) return bytes.slice(0, -1);
  return bytes;
}

function lengthOf(terminator: Terminator): number {
  return terminators[terminator].length;
}

/** Where the terminator begins; null when there is none yet, or none is sent. */
function endOfLine(bytes: Uint8Array, terminator: Terminator): number | null {
  const ending = terminators[terminator];
  if (ending.length === 0) return null;
  const at = bytes.findIndex((_, start) => ending.every((byte, offset) => bytes[start + offset] === byte));
  return at === -1 ? null : at;
}
