import type { CardTrouble } from '../../core/identity/id-card.ts';

/** What an answer means to a kiosk; the troubles are the customer's words (`core/strings`). */
export type SamMeaning =
  | { readonly is: 'done' }
  | { readonly is: 'no-card' }
  | { readonly is: 'card-failed'; readonly trouble: CardTrouble }
  | { readonly is: 'reader-failed'; readonly trouble: CardTrouble }
  /** The command arrived damaged, or we have a bug; asking again tells which. */
  | { readonly is: 'garbled' };

export type Sw3 = { readonly name: string; readonly meaning: SamMeaning };

const done = { is: 'done' } as const;
const garbled = { is: 'garbled' } as const;
const unreadable = { is: 'card-failed', trouble: 'card-unreadable' } as const;
/** Either side doubts the other: a dirty chip or a card that is not genuine. Not for a kiosk to say which. */
const notAuthenticated = { is: 'card-failed', trouble: 'card-not-authenticated' } as const;
const fault = { is: 'reader-failed', trouble: 'reader-fault' } as const;

/** Status byte SW3 of an answer, as the readers' manuals list it. */
const documented: ReadonlyMap<number, Sw3> = new Map<number, Sw3>([
  [0x10, { name: 'our-checksum-wrong', meaning: garbled }],
  [0x11, { name: 'our-length-wrong', meaning: garbled }],
  [0x21, { name: 'our-command-wrong', meaning: garbled }],
  [0x23, { name: 'not-permitted', meaning: fault }],
  [0x24, { name: 'unrecognised-error', meaning: fault }],
  [0x31, { name: 'card-refused-module', meaning: notAuthenticated }],
  [0x32, { name: 'module-refused-card', meaning: notAuthenticated }],
  [0x33, { name: 'verification-failed', meaning: notAuthenticated }],
  [0x40, { name: 'wrong-card', meaning: { is: 'card-failed', trouble: 'card-not-identity' } }],
  [0x41, { name: 'read-failed', meaning: unreadable }],
  [0x47, { name: 'random-number-failed', meaning: unreadable }],
  [0x60, { name: 'self-test-failed', meaning: fault }],
  [0x66, { name: 'not-authorised', meaning: { is: 'reader-failed', trouble: 'reader-unauthorised' } }],
  [0x80, { name: 'no-card', meaning: { is: 'no-card' } }],
  [0x81, { name: 'select-failed', meaning: unreadable }],
  [0x90, { name: 'success', meaning: done }],
  [0x91, { name: 'no-content', meaning: unreadable }],
  [0x9f, { name: 'card-found', meaning: done }],
]);

/** A reader that answers in a code of its own cannot be relied on. */
const undocumented: Sw3 = { name: 'undocumented', meaning: fault };

export const documentedSw3s: readonly number[] = [...documented.keys()];

export function sw3Of(code: number): Sw3 {
  return documented.get(code) ?? undocumented;
}
