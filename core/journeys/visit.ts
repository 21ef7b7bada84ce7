import type { BloodPressureReading, BloodPressureTrouble } from '../devices/blood-pressure.ts';
import type { CardTrouble, IdCard } from '../identity/id-card.ts';
import type { Day } from '../lib/clock.ts';
import type { Answer, ErrandId, ErrandRecord, Role } from '../records/errand-record.ts';
import type { PrintOutcome, PrintTrouble } from '../slips/slip.ts';
import type { Language } from '../strings/language.ts';
import type { Spelling } from './drafts/spelled.ts';

/** Answers by question id, in the order given. */
export type Answers = Readonly<Record<string, Answer>>;

/** Why the digits on the number pad are not a mobile number; each has the customer's words in `core/strings`. */
export type PhoneTrouble = 'too-short' | 'all-same' | 'not-a-mobile';

/** Why what was written by hand is no answer yet; each has the customer's words in `core/strings`. */
export type WritingTrouble = 'too-short' | 'full';

/** An answer that is being put together on the screen (digits typed so far, month chosen so far …). */
export type Draft =
  | { readonly kind: 'none' }
  | { readonly kind: 'phone'; readonly digits: string; readonly trouble: PhoneTrouble | null }
  | { readonly kind: 'day'; readonly year: number | null; readonly month: number | null }
  /** `within`: GB/T 2260 code of the province or city that has been entered, null at the top. */
  | { readonly kind: 'place'; readonly within: string | null; readonly page: number }
  | {
      readonly kind: 'written';
      readonly text: string;
      readonly spelling: Spelling;
      readonly trouble: WritingTrouble | null;
    };

/** An errand under way: which question is asked and what has been answered before it. */
export type Work = {
  readonly transactionId: string;
  readonly card: IdCard;
  readonly errand: ErrandId;
  readonly answers: Answers;
};

/** What the outbox says of an accepted record; it stands on the slip. */
export type Acceptance = {
  readonly slipNumber: string;
  readonly sequence: number;
  readonly hash: string;
  readonly signature: string;
  /** Kiosk wall clock, ISO 8601 UTC. */
  readonly acceptedAt: string;
};

/**
 * What lies on the reader. `own-card`: the card this visit was begun with, which is the customer's presence.
 * `unread-card`: something was laid there since, and nobody knows yet whose it is.
 */
export type OnReader = 'own-card' | 'unread-card' | 'empty';
type WithReader = { readonly reader: OnReader };

type Greeting = { readonly at: 'greeting' };
type Menu = WithReader & { readonly at: 'menu'; readonly card: IdCard };

/** An accepted errand on its way to paper. */
type Printing = WithReader & {
  readonly work: Work;
  readonly acceptance: Acceptance;
  /** From 1; every answer of the printer carries it. */
  readonly attempt: number;
  /** True once an earlier attempt may have come out: the next slip is marked 副本. */
  readonly copy: boolean;
};

/** A state of the customer's own path; help, where-am-I and the time-out warning lie over one of these. */
export type PathState =
  | { readonly at: 'idle' }
  | Greeting
  | { readonly at: 'choosingLanguage'; readonly back: Greeting | Menu }
  | (WithReader & {
      readonly at: 'awaitingCard';
      readonly trouble: CardTrouble | 'card-expired' | null;
      /** Reads that failed so far, at most `maxCardTries`. */
      readonly tries: number;
    })
  | { readonly at: 'readingCard'; readonly tries: number }
  | (WithReader & { readonly at: 'confirmingPerson'; readonly card: IdCard })
  | Menu
  | (WithReader & {
      readonly at: 'asking';
      readonly work: Work;
      readonly question: string;
      readonly draft: Draft;
      /** It is asked once more because the customer wants to change it; back leads to where that was said. */
      readonly isChange?: true;
    })
  /** What was asked for cannot be done at this machine (class C or D); said kindly, with ways on. `question` led here. */
  | (WithReader & { readonly at: 'notHere'; readonly work: Work; readonly question: string })
  | (WithReader & { readonly at: 'readingBack'; readonly work: Work })
  | (WithReader & { readonly at: 'choosingChange'; readonly work: Work })
  | (WithReader & { readonly at: 'accepting'; readonly work: Work })
  | (WithReader & { readonly at: 'acceptFailed'; readonly work: Work; readonly reason: string })
  /** `held`: why the printer has stopped in the middle; it goes on by itself once that is mended. */
  | (Printing & { readonly at: 'printing'; readonly held: PrintTrouble | null })
  | (Printing & {
      readonly at: 'slipTrouble';
      readonly outcome: Exclude<PrintOutcome, { outcome: 'printed' }>;
    })
  | (Printing & { readonly at: 'done'; readonly slip: 'printed' | 'unknown' | 'none' })
  /** The card went away in the middle, or another one came: what belongs to the visit leaves the screen meanwhile (I4). */
  | (WithReader & {
      readonly at: 'cardAway';
      readonly back: Held;
      readonly seen: 'nothing' | 'other-card' | CardTrouble;
      /** True once another card has lain here: only the card of the visit leads on then. */
      readonly mustReturn: boolean;
    })
  /** Beside the monitor; `trouble` is what kept the last try from being one. */
  | { readonly at: 'measuring'; readonly trouble: BloodPressureTrouble | 'monitor-missing' | null }
  /** Shown, printed if wished, and forgotten with the visit. `printId` stands once a slip was asked for. */
  | {
      readonly at: 'measured';
      readonly reading: BloodPressureReading;
      /** ISO 8601 UTC. */
      readonly measuredAt: string;
      readonly printId: string | null;
      readonly outcome: PrintOutcome | null;
    }
  | (WithReader & {
      readonly at: 'paused';
      readonly reason: 'worrying-answer' | 'customer-left' | 'customer-stopped';
      /** Its `accept` may still answer: the slip is printed then, late but not lost. */
      readonly unanswered: Work | null;
    })
  | { readonly at: 'takingCard'; readonly reminders: number; readonly unanswered: Work | null }
  /** Nobody has taken the card. The visit is over and forgotten; nobody else can be served before it is taken. */
  | { readonly at: 'cardLeft' };

/** States that wait for their customer while the card is away. */
export type Held = Extract<
  PathState,
  {
    at:
      | 'confirmingPerson'
      | 'menu'
      | 'asking'
      | 'notHere'
      | 'readingBack'
      | 'choosingChange'
      | 'acceptFailed'
      | 'slipTrouble';
  }
>;

/** Lies over a state of the path; whatever a device answers meanwhile still reaches the state below. */
export type Overlay =
  /** A person has been called; the customer can go on meanwhile. */
  | { readonly at: 'personCalled'; readonly back: PathState }
  | { readonly at: 'whereAmI'; readonly back: PathState }
  /** The time-out warns here, by voice and sight, before it acts. */
  | { readonly at: 'stillThere'; readonly back: PathState };

export type State = PathState | Overlay;

export type At<K extends State['at']> = Extract<State, { readonly at: K }>;

/**
 * Facts, past tense. `by` is the role an input came from (I6): staff inputs are refused wherever they would fill in
 * for the customer. `today` is the kiosk's calendar day.
 */
export type Event =
  | { readonly type: 'TOUCHED'; readonly by: Role }
  | { readonly type: 'LANGUAGE_CHOSEN'; readonly language: Language; readonly by: Role }
  /** The presence radar: somebody has come to stand before the kiosk, or nobody stands there any more. */
  | { readonly type: 'APPROACHED' }
  | { readonly type: 'WALKED_AWAY' }
  | {
      readonly type: 'PRESSURE_MEASURED';
      readonly reading: BloodPressureReading;
      readonly measuredAt: string;
    }
  | { readonly type: 'PRESSURE_FAILED'; readonly trouble: BloodPressureTrouble | 'monitor-missing' }
  | { readonly type: 'CARD_LAID' }
  | { readonly type: 'CARD_READ'; readonly card: IdCard; readonly today: Day }
  | { readonly type: 'CARD_TROUBLED'; readonly trouble: CardTrouble }
  | { readonly type: 'CARD_LIFTED' }
  /** The reader that was missing, silent or broken works again. */
  | { readonly type: 'READER_BACK' }
  /** A choice key of the present screen, named by the choice's id in `Screen`. */
  | {
      readonly type: 'CHOSEN';
      readonly choice: string;
      readonly by: Role;
      readonly today: Day;
      readonly newId: string;
    }
  /** A key of the number pad, or of the letters that lie on it as on a telephone. */
  | { readonly type: 'DIGIT_PRESSED'; readonly digit: string; readonly by: Role }
  | { readonly type: 'DIGIT_ERASED'; readonly by: Role }
  | { readonly type: 'DIGITS_ENTERED'; readonly by: Role; readonly today: Day }
  /** Chosen by the customer from what the glass offered for their strokes or their letters. */
  | { readonly type: 'CHARACTER_WRITTEN'; readonly character: string; readonly by: Role }
  | { readonly type: 'CHARACTER_ERASED'; readonly by: Role }
  | { readonly type: 'WRITING_ENTERED'; readonly by: Role }
  | { readonly type: 'PAGE_TURNED'; readonly by: Role; readonly direction: 1 | -1 }
  | { readonly type: 'BACK_ASKED' }
  | { readonly type: 'WHERE_ASKED' }
  | { readonly type: 'PERSON_ASKED' }
  | { readonly type: 'ACCEPTED'; readonly transactionId: string; readonly acceptance: Acceptance }
  | { readonly type: 'ACCEPT_FAILED'; readonly transactionId: string; readonly reason: string }
  /** A slip is under way and stands still; `null`: it goes on. */
  | { readonly type: 'PRINTER_HELD'; readonly cause: PrintTrouble | null }
  | {
      readonly type: 'PRINT_ENDED';
      readonly transactionId: string;
      readonly attempt: number;
      readonly outcome: PrintOutcome;
    }
  | { readonly type: 'TIMED_OUT' };

export type Effect =
  /** Strict IndexedDB commit and fsynced journal append; answers ACCEPTED only after both. */
  | { readonly do: 'accept'; readonly record: Omit<ErrandRecord, 'acceptedAt' | 'language'> }
  /** Seals what has been answered so far for branch staff; nobody waits for it (I5: a time-out parks). */
  | { readonly do: 'park'; readonly record: Omit<ErrandRecord, 'acceptedAt' | 'language'> }
  | {
      readonly do: 'print';
      readonly work: Work;
      readonly acceptance: Acceptance;
      readonly attempt: number;
      readonly copy: boolean;
    }
  | {
      readonly do: 'printReading';
      readonly printId: string;
      readonly reading: BloodPressureReading;
      readonly measuredAt: string;
    }
  | {
      readonly do: 'callPerson';
      readonly reason:
        | 'customer-asked'
        | 'worrying-answer'
        | 'device'
        | 'accept-failed'
        | 'print-unknown'
        | 'card-left';
      readonly silent: boolean;
    }
  | { readonly do: 'setLanguage'; readonly language: Language }
  /** Back to defaults, forget everything personal (I4, I9). */
  | { readonly do: 'endVisit' }
  /** A card is about to be asked for: a reader that cannot read one answers CARD_TROUBLED. */
  | { readonly do: 'lookAtReader' }
  /** Every arrival is spoken; the runner asks `describe` for the lines. */
  | { readonly do: 'speak' };

export type Step = { readonly state: State; readonly effects: readonly Effect[] };
