import type { CardTrouble } from '../../core/identity/id-card.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { textBlockIn } from './codec.ts';
import {
  ask,
  broken,
  check,
  go,
  laid,
  liftedTooSoon,
  paceMs,
  report,
  seek,
  tell,
  trouble,
  tryAgain,
  watch,
} from './reader-moves.ts';
import { resumeOf } from './reader-state.ts';
import type { ReaderEffect, ReaderEvent, ReaderState, ReaderStep, Resume } from './reader-state.ts';
import type { Outcome } from './sam-line.ts';
import { decodeTextBlock } from './text-block.ts';

/** Lost answers in a row after which the connection itself is suspected and made anew. */
const maxSilences = 5;
const maxGarbles = 3;
/** Finds in a row without a card before it counts as lifted. */
const maxMisses = 2;

export const readerStart: ReaderStep = {
  state: { at: 'missing', resume: { to: 'seek' } },
  effects: [{ do: 'connect', afterMs: 0 }],
};

export function readerStep(state: ReaderState, event: ReaderEvent): ReaderStep {
  switch (event.type) {
    case 'CONNECTED':
      return go({ at: 'checking', resume: resumeOf(state), silences: 0 }, ask('status'));
    case 'LOST':
      return lost(state, event.cause === 'gone' ? 'reader-missing' : 'reader-silent');
    case 'OUTCOME':
      return answered(state, event.outcome);
    default:
      return unreachable(event);
  }
}

function answered(state: ReaderState, outcome: Outcome): ReaderStep {
  switch (state.at) {
    case 'missing':
      return go(state);
    case 'checking':
      return checked(state, outcome.is);
    case 'seeking':
      return sought(state, outcome.is);
    case 'selecting':
      return selected(state, outcome.is);
    case 'reading':
      return outcome.is === 'done' ? readOut(state, outcome.data) : setBack(state, outcome.is);
    case 'refinding':
      return refound(state, outcome.is);
    case 'watching':
      return watched(state, outcome.is);
    case 'probing':
      return probed(state, outcome.is);
    default:
      return unreachable(state);
  }
}

type At<Name extends ReaderState['at']> = Extract<ReaderState, { at: Name }>;
type Is = Outcome['is'];

function checked(state: At<'checking'>, is: Is): ReaderStep {
  if (is === 'done') return recovered(state.resume);
  const cause = is === 'reader-silent' || is === 'reader-garbled' ? is : 'reader-fault';
  const { resume, told } = interrupted(state, cause);
  const silences = is === 'reader-silent' ? state.silences + 1 : 0;
  const next = silences < maxSilences ? ask('status', paceMs.recover) : ({ do: 'hang-up' } as const);
  return go({ at: 'checking', resume, silences }, ...told, report(cause), next);
}

function recovered(resume: Resume): ReaderStep {
  switch (resume.to) {
    case 'seek':
      return seek(0, report('online'));
    case 'lift-and-seek':
      return seek(0, report('online'), tell({ state: 'lifted' }));
    case 'reread':
      return tryAgain(resume.attempt, 'reader-silent', report('online'));
    case 'watch':
      return watch(resume.isSticky, report('online'));
    default:
      return unreachable(resume);
  }
}

function sought(state: At<'seeking'>, is: Is): ReaderStep {
  switch (is) {
    case 'done':
      return laid(report('online'));
    case 'no-card':
    case 'card-unreadable':
      return seek(paceMs.seek, report('online'));
    case 'reader-garbled': {
      const garbles = state.garbles + 1;
      const reports = garbles >= maxGarbles ? [report('reader-garbled')] : [];
      return go({ at: 'seeking', garbles }, ...reports, ask('find', paceMs.seek));
    }
    case 'reader-fault':
      return broken({ to: 'seek' });
    case 'reader-silent':
      return check({ to: 'seek' });
    default:
      return unreachable(is);
  }
}

function selected(state: At<'selecting'>, is: Is): ReaderStep {
  if (is === 'done') return go({ at: 'reading', attempt: state.attempt }, ask('read'));
  const isGone = !state.wasFound && (is === 'no-card' || is === 'card-unreadable');
  return isGone ? liftedTooSoon() : setBack(state, is);
}

function readOut(state: At<'reading'>, data: Uint8Array): ReaderStep {
  const block = textBlockIn(data);
  if (block === null) return setBack(state, 'reader-garbled');
  const card = decodeTextBlock(block);
  return watch(
    false,
    tell(card.ok ? { state: 'read', card: card.value } : { state: 'trouble', trouble: card.error }),
  );
}

/** A reader that says "no card" may only mean "no new card": selecting it tells the two apart. */
function refound(state: At<'refinding'>, is: Is): ReaderStep {
  if (is !== 'done' && is !== 'no-card') return setBack(state, is);
  return go({ at: 'selecting', attempt: state.attempt, wasFound: is === 'done' }, ask('select'));
}

/** Anything that keeps a laid card from being read this time. */
function setBack(state: At<'selecting' | 'reading' | 'refinding'>, is: Exclude<Is, 'done'>): ReaderStep {
  switch (is) {
    case 'no-card':
    case 'card-unreadable':
      return tryAgain(state.attempt + 1, 'card-unreadable');
    case 'reader-garbled':
      return tryAgain(state.attempt + 1, 'reader-garbled');
    case 'reader-silent':
      // The customer has waited seconds for nothing: a silent try counts double.
      return check({ to: 'reread', attempt: state.attempt + 2 });
    case 'reader-fault':
      return broken({ to: 'watch', isSticky: false }, trouble('reader-fault'));
    default:
      return unreachable(is);
  }
}

/**
 * Some readers report a card only once, then "no card" until it is lifted ("sticky"). So a card that is no longer
 * found is believed lifted only when it cannot be read either; a reader caught in this is asked that way from then on.
 */
function watched(state: At<'watching'>, is: Is): ReaderStep {
  switch (is) {
    case 'done':
      // To a sticky reader this must be another card.
      return state.isSticky ? laid(tell({ state: 'lifted' })) : watch(false);
    case 'no-card':
    case 'card-unreadable': {
      const misses = state.misses + 1;
      if (state.isSticky || misses >= maxMisses) {
        return go({ at: 'probing', isSticky: state.isSticky }, ask('read'));
      }
      return go({ ...state, misses }, ask('find', paceMs.seek));
    }
    case 'reader-garbled':
      return go(state, ask('find', paceMs.watch));
    case 'reader-fault':
      return broken(resumeOf(state));
    case 'reader-silent':
      return check(resumeOf(state));
    default:
      return unreachable(is);
  }
}

function probed(state: At<'probing'>, is: Is): ReaderStep {
  switch (is) {
    case 'done':
      return watch(true);
    case 'no-card':
    case 'card-unreadable':
      return seek(0, tell({ state: 'lifted' }));
    case 'reader-garbled':
      return watch(state.isSticky);
    case 'reader-fault':
      return broken(resumeOf(state));
    case 'reader-silent':
      return check(resumeOf(state));
    default:
      return unreachable(is);
  }
}

function lost(state: ReaderState, cause: 'reader-missing' | 'reader-silent'): ReaderStep {
  const { resume, told } = interrupted(state, cause);
  return go({ at: 'missing', resume }, ...told, report(cause), { do: 'connect', afterMs: paceMs.recover });
}

/** A customer whose card is being read is told at once; who has been told needs to hear nothing again. */
function interrupted(
  state: ReaderState,
  cause: CardTrouble,
): { resume: Resume; told: readonly ReaderEffect[] } {
  const resume = resumeOf(state);
  return resume.to === 'reread'
    ? { resume: { to: 'lift-and-seek' }, told: [trouble(cause)] }
    : { resume, told: [] };
}
