import type { Link } from './judge.ts';

/** Everything from 1 to `sequence` is held, without a gap; `hash` is that of the last one. */
export type Prefix = { readonly sequence: number; readonly hash: string };

/** Moves the prefix over what stands right behind it in `links`. Stops at the first place that is not there. */
export function advance(from: Prefix, links: ReadonlyMap<number, Link>): Prefix {
  let { sequence, hash } = from;
  for (let next = links.get(sequence + 1); next !== undefined; next = links.get(sequence + 1)) {
    sequence += 1;
    hash = next.hash;
  }
  return { sequence, hash };
}
