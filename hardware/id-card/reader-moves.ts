import type { CardEvent, CardTrouble, IdCard } from '../../core/identity/id-card.ts';
import { addressBytes } from './codec.ts';
import type { SamCommand } from './codec.ts';
import type { ReaderEffect, ReaderState, ReaderStep, Resume, Sticky } from './reader-state.ts';
import { isBroken, textIn, trimmed } from './text-block.ts';

/**
 * Milliseconds between an answer and the next question. Something is always asked, so silence is noticed without a
 * heartbeat of its own.
 */
export const paceMs = {
  /** While waiting for a card: adds half of itself to "card laid to name on screen". */
  seek: 10,
  /** A card that failed is given this long to settle on the reader. */
  retry: 50,
  /** While a card that has been dealt with still lies there. */
  watch: 100,
  /** The same for a reader that can only be asked by reading the whole card again. */
  probe: 500,
  /** While a reader is silent or out of order. */
  recover: 500,
} as const;

/** The first read and three retries; then the customer is asked. */
const maxTries = 4;

export function tryAgain(
  attempt: number,
  cause: CardTrouble,
  ...effects: readonly ReaderEffect[]
): ReaderStep {
  if (attempt > maxTries) return watch('no', ...effects, trouble(cause));
  return go({ at: 'refinding', attempt }, ...effects, ask('find', paceMs.retry));
}

export function seek(afterMs: number, ...effects: readonly ReaderEffect[]): ReaderStep {
  return go({ at: 'seeking', garbles: 0 }, ...effects, ask('find', afterMs));
}

export function laid(...effects: readonly ReaderEffect[]): ReaderStep {
  const selecting = { at: 'selecting', attempt: 1, wasFound: true } as const;
  return go(selecting, ...effects, tell({ state: 'laid' }), ask('select'));
}

export function watch(sticky: Sticky, ...effects: readonly ReaderEffect[]): ReaderStep {
  const afterMs = sticky === 'yes' ? paceMs.probe : paceMs.watch;
  return go({ at: 'watching', misses: 0, sticky }, ...effects, ask('find', afterMs));
}

export function check(resume: Resume, ...effects: readonly ReaderEffect[]): ReaderStep {
  return go({ at: 'checking', resume, silences: 0 }, ...effects, ask('status'));
}

export function broken(resume: Resume, cause: CardTrouble, ...effects: readonly ReaderEffect[]): ReaderStep {
  const checking = { at: 'checking', resume, silences: 0 } as const;
  return go(checking, ...effects, report(cause), ask('status', paceMs.recover));
}

export function liftedTooSoon(): ReaderStep {
  return seek(0, trouble('card-lifted-too-soon'), tell({ state: 'lifted' }));
}

export function go(state: ReaderState, ...effects: readonly ReaderEffect[]): ReaderStep {
  return { state, effects };
}

export function ask(command: SamCommand, afterMs = 0): ReaderEffect {
  return { do: 'ask', command, afterMs };
}

export function tell(event: CardEvent): ReaderEffect {
  return { do: 'tell', event };
}

export function tellRead(card: IdCard): ReaderEffect {
  return tell({ state: 'read', card });
}

export function trouble(cause: CardTrouble): ReaderEffect {
  return tell({ state: 'trouble', trouble: cause });
}

/** The address that was added to a card, if it says one. */
export function addedAddress(data: Uint8Array): string | null {
  const address = trimmed(textIn(data, [0, addressBytes]));
  return address === '' || isBroken(address) ? null : address;
}

/** @param unit the reader's SAM id, as far as it said one */
export function online(unit?: string | null): ReaderEffect {
  const report = { device: 'id-card-reader', state: 'online', cause: null } as const;
  return { do: 'report', report: unit ? { ...report, unit } : report };
}

/** Named after what the customer would hear, should a card lie there. */
export function report(cause: CardTrouble): ReaderEffect {
  return { do: 'report', report: { device: 'id-card-reader', state: deviceStateOf(cause), cause } };
}

function deviceStateOf(cause: CardTrouble) {
  switch (cause) {
    case 'reader-missing':
      return 'no-device';
    case 'reader-silent':
      return 'offline';
    default:
      return 'hardware-error';
  }
}
