import type { CardTrouble } from '../../core/identity/id-card.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { contentIn, decodeSamId } from './codec.ts';
import {
  addedAddress,
  ask,
  broken,
  check,
  go,
  laid,
  liftedTooSoon,
  online,
  paceMs,
  report,
  seek,
  tell,
  tellRead,
  trouble,
  tryAgain,
  watch,
} from './reader-moves.ts';
import { afresh, resumeOf } from './reader-state.ts';
import type { ReaderEffect, ReaderEvent, ReaderState, ReaderStep, Resume } from './reader-state.ts';
import type { Outcome } from './sam-line.ts';
import { decodeTextBlock } from './text-block.ts';

/** Lost answers in a row after which the connection itself is suspected and made anew. */
const maxSilences = 5;
const maxGarbles = 3;
/** Finds in a row without a card before it counts as lifted. */
const maxMisses = 2;
/** A reader may say its number wrong at first. */
const maxIdTries = 3;
const maxAddressTries = 2;
/**
 * A frame's XOR lets one damage in 256 pass. So what ends the reading of a card, and what nothing else in the answer
 * vouches for, is believed when it has been said twice.
 */
const believedAt = 2;

export const readerStart: ReaderState = { at: 'missing', resume: { to: 'seek' } };

export function readerStep(state: ReaderState, event: ReaderEvent): ReaderStep {
  switch (event.type) {
    case 'CONNECTED':
      return check(resumeOf(state));
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
      return checked(state, outcome);
    case 'identifying':
      return identified(state, outcome);
    case 'seeking':
      return sought(state, outcome);
    case 'selecting':
      return selected(state, outcome);
    case 'reading':
      return outcome.is === 'done' ? readOut(state, outcome.data) : setBack(state, outcome);
    case 'addressing':
      return addressed(state, outcome);
    case 'refinding':
      return refound(state, outcome);
    case 'watching':
      return watched(state, outcome);
    case 'probing':
      return probed(state, outcome);
    default:
      return unreachable(state);
  }
}

type At<Name extends ReaderState['at']> = Extract<ReaderState, { at: Name }>;

function checked(state: At<'checking'>, outcome: Outcome): ReaderStep {
  if (outcome.is === 'done') {
    return go({ at: 'identifying', resume: state.resume, attempt: 1 }, ask('samId'));
  }
  const cause = causeOf(outcome);
  const { resume, told } = interrupted(state, cause);
  const silences = outcome.is === 'silent' ? state.silences + 1 : 0;
  const next = silences < maxSilences ? ask('status', paceMs.recover) : ({ do: 'hang-up' } as const);
  return go({ at: 'checking', resume, silences }, ...told, report(cause), next);
}

function causeOf(outcome: Exclude<Outcome, { is: 'done' }>): CardTrouble {
  switch (outcome.is) {
    case 'silent':
      return 'reader-silent';
    case 'garbled':
      return 'reader-garbled';
    case 'reader-failed':
      return outcome.trouble;
    case 'card-failed':
    case 'no-card':
      // Nobody asked it about a card.
      return 'reader-fault';
    default:
      return unreachable(outcome);
  }
}

/** A reader that does not say who it is can still read cards; one that is silent about it is not waited for again. */
function identified(state: At<'identifying'>, outcome: Outcome): ReaderStep {
  const samId = outcome.is === 'done' ? decodeSamId(outcome.data) : null;
  if (samId === null && outcome.is !== 'silent' && state.attempt < maxIdTries) {
    return go({ ...state, attempt: state.attempt + 1 }, ask('samId'));
  }
  return recovered(state.resume, online(samId));
}

function recovered(resume: Resume, isOnline: ReaderEffect): ReaderStep {
  switch (resume.to) {
    case 'seek':
      return seek(0, isOnline);
    case 'lift-and-seek':
      return seek(0, isOnline, tell({ state: 'lifted' }));
    case 'reread':
      return tryAgain(resume.attempt, 'reader-silent', isOnline);
    case 'watch':
      return watch(resume.sticky, isOnline);
    default:
      return unreachable(resume);
  }
}

function sought(state: At<'seeking'>, outcome: Outcome): ReaderStep {
  switch (outcome.is) {
    case 'done':
      return laid(online());
    case 'no-card':
      return seek(paceMs.seek, online());
    case 'card-failed':
      // Something lies there that is no card of ours, a bus card perhaps: its owner must not wait in silence.
      return tryAgain(1, outcome.trouble, online(), tell({ state: 'laid' }));
    case 'garbled': {
      const garbles = state.garbles + 1;
      const reports = garbles >= maxGarbles ? [report('reader-garbled')] : [];
      return go({ at: 'seeking', garbles }, ...reports, ask('find', paceMs.seek));
    }
    case 'reader-failed':
      return broken({ to: 'seek' }, outcome.trouble);
    case 'silent':
      return check({ to: 'seek' });
    default:
      return unreachable(outcome);
  }
}

function selected(state: At<'selecting'>, outcome: Outcome): ReaderStep {
  if (outcome.is === 'done') return go({ at: 'reading', attempt: state.attempt }, ask('read'));
  const isGone = !state.wasFound && (outcome.is === 'no-card' || outcome.is === 'card-failed');
  return isGone ? liftedTooSoon() : setBack(state, outcome);
}

function readOut(state: At<'reading'>, data: Uint8Array): ReaderStep {
  const content = contentIn(data);
  if (content === null) return setBack(state, { is: 'garbled' });
  const card = decodeTextBlock(content.text);
  if (!card.ok) {
    return state.attempt < believedAt
      ? tryAgain(state.attempt + 1, card.error)
      : watch('no', trouble(card.error));
  }
  const holdPhoto = { do: 'hold-photo', photo: content.photo.slice() } as const;
  return 'address' in card.value
    ? go({ at: 'addressing', card: card.value, heard: null, attempt: 1 }, holdPhoto, ask('readAddress'))
    : watch('no', holdPhoto, tellRead(card.value));
}

/** Most cards have no added address and some readers cannot read one: that never keeps a card from being read. */
function addressed(state: At<'addressing'>, outcome: Outcome): ReaderStep {
  const { card, attempt } = state;
  switch (outcome.is) {
    case 'done':
      return addressHeard(state, addedAddress(outcome.data));
    case 'garbled':
      return attempt < maxAddressTries
        ? go({ ...state, attempt: attempt + 1 }, ask('readAddress'))
        : watch('no', tellRead(card));
    case 'no-card':
    case 'card-failed':
    case 'reader-failed':
      return watch('no', tellRead(card));
    case 'silent':
      return check({ to: 'watch', sticky: 'no' }, tellRead(card));
    default:
      return unreachable(outcome);
  }
}

function addressHeard({ card, heard, attempt }: At<'addressing'>, address: string | null): ReaderStep {
  if (address === null) return watch('no', tellRead(card));
  if (address === heard) return watch('no', tellRead({ ...card, latestAddress: address }));
  const tries = heard === null ? attempt : attempt + 1;
  return tries <= maxAddressTries
    ? go({ at: 'addressing', card, heard: address, attempt: tries }, ask('readAddress'))
    : watch('no', tellRead(card));
}

/** A reader that says "no card" may only mean "no new card": selecting it tells the two apart. */
function refound(state: At<'refinding'>, outcome: Outcome): ReaderStep {
  if (outcome.is !== 'done' && outcome.is !== 'no-card') return setBack(state, outcome);
  return go({ at: 'selecting', attempt: state.attempt, wasFound: outcome.is === 'done' }, ask('select'));
}

/** Anything that keeps a laid card from being read this time. */
function setBack(
  state: At<'selecting' | 'reading' | 'refinding'>,
  outcome: Exclude<Outcome, { is: 'done' }>,
): ReaderStep {
  switch (outcome.is) {
    case 'no-card':
      return tryAgain(state.attempt + 1, 'card-unreadable');
    case 'card-failed':
      return tryAgain(state.attempt + 1, outcome.trouble);
    case 'garbled':
      return tryAgain(state.attempt + 1, 'reader-garbled');
    case 'silent':
      // The customer has waited seconds for nothing: a silent try counts double.
      return check({ to: 'reread', attempt: state.attempt + 2 });
    case 'reader-failed':
      return state.attempt < believedAt
        ? tryAgain(state.attempt + 1, outcome.trouble)
        : broken({ to: 'watch', sticky: 'no' }, outcome.trouble, trouble(outcome.trouble));
    default:
      return unreachable(outcome);
  }
}

/**
 * Some readers report a card only once, then "no card" until it is lifted ("sticky"). So a card that is no longer
 * found is believed lifted only when it cannot be read either; a reader caught in this twice in a row is asked that way
 * from then on. Once may be a card that couples weakly, and the next find says which.
 */
function watched(state: At<'watching'>, outcome: Outcome): ReaderStep {
  switch (outcome.is) {
    case 'done':
      // To a sticky reader this must be another card.
      return state.sticky === 'yes' ? laid(tell({ state: 'lifted' })) : watch('no');
    case 'card-failed':
      return watch(state.sticky);
    case 'no-card': {
      const misses = state.misses + 1;
      if (state.sticky !== 'no' || misses >= maxMisses) {
        return go({ at: 'probing', sticky: state.sticky }, ask('read'));
      }
      return go({ ...state, misses }, ask('find', paceMs.watch));
    }
    case 'garbled':
      return go(state, ask('find', paceMs.watch));
    case 'reader-failed':
      return broken(afresh(resumeOf(state)), outcome.trouble);
    case 'silent':
      return check(resumeOf(state));
    default:
      return unreachable(outcome);
  }
}

function probed(state: At<'probing'>, outcome: Outcome): ReaderStep {
  switch (outcome.is) {
    case 'done':
      return watch(state.sticky === 'no' ? 'maybe' : 'yes');
    case 'no-card':
    case 'card-failed':
      return seek(0, tell({ state: 'lifted' }));
    case 'garbled':
      return watch(state.sticky);
    case 'reader-failed':
      return broken(afresh(resumeOf(state)), outcome.trouble);
    case 'silent':
      return check(resumeOf(state));
    default:
      return unreachable(outcome);
  }
}

function lost(state: ReaderState, cause: 'reader-missing' | 'reader-silent'): ReaderStep {
  const { resume, told } = interrupted(state, cause);
  return go({ at: 'missing', resume }, ...told, report(cause));
}

/** A customer whose card is being read is told at once; who has been told needs to hear nothing again. */
function interrupted(
  state: ReaderState,
  cause: CardTrouble,
): { resume: Resume; told: readonly ReaderEffect[] } {
  const resume = afresh(resumeOf(state));
  if (state.at === 'addressing') return { resume, told: [tellRead(state.card)] };
  return resume.to === 'reread'
    ? { resume: { to: 'lift-and-seek' }, told: [trouble(cause)] }
    : { resume, told: [] };
}
