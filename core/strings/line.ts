import type { Day } from '../lib/clock.ts';
import type { StringKey } from './catalogue.ts';

/**
 * A value that fills a `{slot}` of a sentence. Its kind decides how it is shown and how it is spoken: numbers are
 * spoken from words, never from digits (I10).
 */
export type Slot =
  /** Plain words of ours or of a public list (a place name, a branch name). Not personal. */
  | { readonly kind: 'words'; readonly text: string }
  /** Another catalogue string, in the same language. */
  | { readonly kind: 'line'; readonly line: Line }
  /** A count, spoken as a cardinal number: 三, 十二. */
  | { readonly kind: 'count'; readonly value: number }
  /** Digits spoken one by one in groups; `grouping` such as [3,4,4]. Personal. */
  | {
      readonly kind: 'digits';
      readonly digits: string;
      readonly grouping: readonly number[];
      readonly personal: boolean;
    }
  /** Calendar day: year digit by digit, month and day as numbers. */
  | { readonly kind: 'day'; readonly day: Day }
  /** Integer fen as a decimal string (JSON has no bigint). */
  | { readonly kind: 'money'; readonly fen: string }
  /** A person's name: shown masked (王*英), spoken only in private. Personal. */
  | { readonly kind: 'name'; readonly name: string };

/** One sentence for a customer: a key of the catalogue with its slots filled. Nothing else may reach the screen. */
export type Line = { readonly key: StringKey; readonly slots?: Readonly<Record<string, Slot>> };

/** A number, day or amount as a voice pack puts it together from atoms, by its own grammar. */
export type SpokenValue =
  /** `measured`: before a measure word, where a lone 2 is 两. */
  | { readonly kind: 'count'; readonly value: number; readonly measured: boolean }
  | { readonly kind: 'day'; readonly day: Day }
  /** Integer fen as a decimal string. */
  | { readonly kind: 'money'; readonly fen: string }
  | { readonly kind: 'digits'; readonly digits: string; readonly grouping: readonly number[] }
  /** Per cent as a decimal, `2.5`. */
  | { readonly kind: 'percent'; readonly value: string };

/** A run of what is said; the `text` of all of them joined is `spoken`. */
export type SpokenPart =
  /** Words of the catalogue: one recording. Words that are only punctuation are a pause and no recording. */
  | { readonly kind: 'words'; readonly clip: string; readonly text: string }
  | { readonly kind: 'value'; readonly value: SpokenValue; readonly text: string }
  /** A name, a place, a branch: nobody has recorded it. */
  | { readonly kind: 'free'; readonly text: string };

/** A run of a rendered line: the same stretch as shown and as spoken, so that words can light up in step. */
export type Piece = { readonly shown: string; readonly spoken: string };

/**
 * A line in one language and one privacy, ready for eye and ear. `pieces` joined give `shown`; their `spoken` joined
 * give `spoken` wherever `inStep`. Where the spoken sentence is worded differently (a public form without personal
 * data), `inStep` is false and the whole line lights up at once.
 */
export type RenderedLine = {
  readonly key: StringKey;
  readonly shown: string;
  readonly spoken: string;
  /** Of a private form: what the loudspeaker would say in its place. Absent where that is `spoken` itself. */
  readonly publicSpoken?: string;
  readonly pieces: readonly Piece[];
  readonly inStep: boolean;
  /** True when no slot was filled and the public form is used: such a line can be a recorded clip. */
  readonly fixed: boolean;
  /** Of a line that is not `fixed`: what it is put together from. */
  readonly parts?: readonly SpokenPart[];
};
