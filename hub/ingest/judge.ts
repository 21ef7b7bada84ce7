import { noHash, type Envelope } from '../../core/records/envelope.ts';

/** What the chain needs of an envelope. */
export type Link = Pick<Envelope, 'hash'> & { readonly previousHash: string };

export function linkOf(envelope: Envelope): Link {
  return { hash: envelope.hash, previousHash: envelope.header.previousHash };
}

/**
 * Judges an authentic envelope against its neighbours that are held already.
 *
 * - `store`: the place is free and both neighbours, where held, fit. The one before may still be on its way.
 * - `duplicate`: held already, to the byte.
 * - `fork`: the place is held by another envelope. The device signed both; nothing is overwritten.
 * - `bad-chain`: it names another predecessor than the one held, or the held successor names another than this.
 */
export function judge(
  held: ReadonlyMap<number, Link>,
  sequence: number,
  link: Link,
): 'store' | 'duplicate' | 'fork' | 'bad-chain' {
  const there = held.get(sequence);
  if (there !== undefined) return there.hash === link.hash ? 'duplicate' : 'fork';
  const before = sequence === 1 ? noHash : held.get(sequence - 1)?.hash;
  if (before !== undefined && before !== link.previousHash) return 'bad-chain';
  const after = held.get(sequence + 1);
  return after === undefined || after.previousHash === link.hash ? 'store' : 'bad-chain';
}
