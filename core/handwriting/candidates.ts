import { fitNobody, type Fit } from './context.ts';

/** What the two recognisers see in one writing, each best first. */
export type Seen = {
  /** Null while, or where, only the matcher works. */
  readonly read: readonly string[] | null;
  readonly matched: readonly string[];
};

/** What is offered to the customer, who chooses: nothing is ever taken by itself. */
export type Candidates = {
  readonly characters: readonly string[];
  /** Both recognisers put the same character first: a strong sign, no proof. */
  readonly agreed: boolean;
};

/** Each recogniser names so many. */
export const namedByEach = 10;
/** As many keys as an old hand hits and an old eye tells apart. */
export const mostOffered = 6;
/** The context may bring one forward that stands a little behind those. */
const mostWeighed = 8;

/**
 * Ordered as it has measured best: what the reader reads stands first, behind it whatever the two name together. The
 * context brings forward what fits it, but never before a character on which both agree.
 */
export function candidatesOf({ read, matched }: Seen, fit: Fit = fitNobody): Candidates {
  const ordered = read === null ? matched : [...new Set([...read.slice(0, 1), ...fused(read, matched)])];
  const agreed = read !== null && read[0] !== undefined && read[0] === matched[0];
  const weighed = ordered.slice(0, mostWeighed).map((character, at) => ({
    character,
    place: placeOf(fit(character), at, agreed),
  }));
  const characters = weighed.toSorted((a, b) => a.place - b.place).map(({ character }) => character);
  return { characters: characters.slice(0, mostOffered), agreed };
}

/** Lower stands further to the front; equal ones keep their order. */
function placeOf(fit: ReturnType<Fit>, at: number, agreed: boolean): number {
  if (at === 0 && agreed) return 0;
  if (fit === 'expected') return 1;
  if (at === 0) return 2;
  return fit === 'usual' ? 3 : 4;
}

/** Both lists as one, by the sum of 1 / (rank + 1.5) over the lists that name a character. */
function fused(read: readonly string[], matched: readonly string[]): readonly string[] {
  const scores = new Map<string, number>();
  for (const list of [read, matched]) {
    list.forEach((character, rank) => {
      scores.set(character, (scores.get(character) ?? 0) + 1 / (rank + 1.5));
    });
  }
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([character]) => character);
}
