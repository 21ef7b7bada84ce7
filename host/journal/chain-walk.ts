import { chainAfter, noChain, readFramed, type FramedLine } from './line.ts';
import { parseRecord, type Carried, type JournalRecord } from './record.ts';
import { segmentOf, type Place } from './segments.ts';

/**
 * A stretch of lines that are not as they were written. `damaged`: the bytes have changed. `off-chain`: something
 * before the line is missing, was moved or put in. `unknown`: written by a later version.
 */
export type Damage = {
  readonly segment: string;
  readonly offset: number;
  readonly what: 'damaged' | 'off-chain' | 'unknown';
  readonly lines: number;
};

/** A line that reads. `isOffChain`: nothing but its own signature speaks for it. */
export type WalkedLine = { readonly record: JournalRecord; readonly isOffChain: boolean };

type FirstLine = { readonly line: FramedLine; readonly place: Place };

/** Follows the chain of lines through all segments, oldest first. */
export class ChainWalk {
  readonly #damage: Damage[] = [];
  #first: FirstLine | null = null;
  #chain = noChain;
  #last: 'sound' | 'damaged' | 'trouble' = 'sound';

  /** Null when the line is damaged or of a later version. */
  take(place: Place, bytes: Buffer): WalkedLine | null {
    const line = readFramed(bytes);
    if (line === null) {
      this.#note(place, 'damaged');
      this.#last = 'damaged';
      return null;
    }
    const isOffChain = this.#first !== null && line.chain !== chainAfter(this.#chain, line.json);
    this.#first ??= { line, place };
    this.#chain = line.chain;
    const record = parseRecord(line.json);
    const isTold = isOffChain && this.#last === 'damaged';
    if (isOffChain && !isTold) this.#note(place, 'off-chain');
    else if (record === null) this.#note(place, 'unknown');
    this.#last = (isOffChain && !isTold) || record === null ? 'trouble' : 'sound';
    return record && { record, isOffChain };
  }

  /** Chain value of the last line that reads. */
  get chain(): string {
    return this.#chain;
  }

  /** @param removed what was removed by rule before the oldest segment; null when nothing was */
  damage(removed: Pick<Carried, 'serial' | 'chain'> | null): readonly Damage[] {
    if (this.#first === null || isBeginning(this.#first, removed)) return this.#damage;
    const { segment, offset } = this.#first.place;
    return [{ segment, offset, what: 'off-chain', lines: 1 }, ...this.#damage];
  }

  /** Lines in trouble that follow one another are one stretch. */
  #note({ segment, offset }: Place, what: Damage['what']): void {
    const last = this.#damage.at(-1);
    if (this.#last === 'sound' || last === undefined || last.segment !== segment)
      this.#damage.push({ segment, offset, what, lines: 1 });
    else this.#damage[this.#damage.length - 1] = { ...last, lines: last.lines + 1 };
  }
}

/** Whether nothing is missing before the oldest line. */
function isBeginning({ line, place }: FirstLine, removed: Pick<Carried, 'serial' | 'chain'> | null): boolean {
  if (line.chain === chainAfter(noChain, line.json)) return true;
  if (removed === null) return false;
  // The power went before it was removed as well.
  const serial = segmentOf(place.segment)?.serial ?? 0;
  return serial <= removed.serial || line.chain === chainAfter(removed.chain, line.json);
}
