import type { DeviceReport } from '../../core/devices/states.ts';
import type { AddressedCard, CardEvent } from '../../core/identity/id-card.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { PortTrouble } from '../port.ts';
import type { SamCommand } from './codec.ts';
import type { Outcome } from './sam-line.ts';

/**
 * Whether the reader reports each card only once. `maybe`: a card that it no longer found could still be read, which a
 * card that couples weakly does as well.
 */
export type Sticky = 'no' | 'maybe' | 'yes';

/** How to go on once the reader answers again. */
export type Resume =
  | { readonly to: 'seek' }
  /** A card was laid and nothing has been said of it yet. */
  | { readonly to: 'reread'; readonly attempt: number }
  /** Nobody saw what became of the card that was told of; whatever lies there is read afresh. */
  | { readonly to: 'lift-and-seek' }
  /** The card has been dealt with. */
  | { readonly to: 'watch'; readonly sticky: Sticky };

/** Holds nothing from the card but in `addressing`. Counts from 1. */
export type ReaderState =
  | { readonly at: 'missing'; readonly resume: Resume }
  | { readonly at: 'checking'; readonly resume: Resume; readonly silences: number }
  | { readonly at: 'identifying'; readonly resume: Resume; readonly attempt: number }
  | { readonly at: 'seeking'; readonly garbles: number }
  | { readonly at: 'selecting'; readonly attempt: number; readonly wasFound: boolean }
  | { readonly at: 'reading'; readonly attempt: number }
  /** The card has been read whole, and may have another address on it; `heard` is what it last said of that. */
  | {
      readonly at: 'addressing';
      readonly card: AddressedCard;
      readonly heard: string | null;
      readonly attempt: number;
    }
  | { readonly at: 'refinding'; readonly attempt: number }
  | { readonly at: 'watching'; readonly misses: number; readonly sticky: Sticky }
  | { readonly at: 'probing'; readonly sticky: Sticky };

export type ReaderEvent =
  | { readonly type: 'CONNECTED' }
  | { readonly type: 'LOST'; readonly cause: PortTrouble }
  | { readonly type: 'OUTCOME'; readonly outcome: Outcome };

export type ReaderEffect =
  /** A new connection follows by itself. */
  | { readonly do: 'hang-up' }
  | { readonly do: 'ask'; readonly command: SamCommand; readonly afterMs: number }
  /** Until the card is lifted; a copy of its own. */
  | { readonly do: 'hold-photo'; readonly photo: Uint8Array }
  | { readonly do: 'tell'; readonly event: CardEvent }
  | { readonly do: 'report'; readonly report: DeviceReport };

export type ReaderStep = { readonly state: ReaderState; readonly effects: readonly ReaderEffect[] };

export function resumeOf(state: ReaderState): Resume {
  switch (state.at) {
    case 'missing':
    case 'checking':
    case 'identifying':
      return state.resume;
    case 'seeking':
      return { to: 'seek' };
    case 'selecting':
    case 'reading':
    case 'refinding':
      return { to: 'reread', attempt: state.attempt + 1 };
    case 'addressing':
      return { to: 'watch', sticky: 'no' };
    case 'watching':
    case 'probing':
      return { to: 'watch', sticky: state.sticky };
    default:
      return unreachable(state);
  }
}

/** The same after a time in which a card could be exchanged or taken away unseen. */
export function afresh(resume: Resume): Resume {
  return resume.to === 'watch' ? { to: 'lift-and-seek' } : resume;
}
