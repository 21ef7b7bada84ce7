import { isDeepStrictEqual } from 'node:util';
import type { Envelope } from '../../../core/records/envelope.ts';
import { noHash } from '../../../core/records/envelope.ts';
import { open } from '../../../sync/sealing/open.ts';
import type { Destroyed } from '../stage.ts';
import type { KioskShelf } from '../branch/kiosk-shelf.ts';
import type { Promised } from './promises.ts';
import type { Witness } from './witness.ts';

export type AtRest = {
  readonly witness: Witness;
  readonly promised: ReadonlyMap<string, Promised>;
  /** By epoch. */
  readonly shelves: ReadonlyMap<number, KioskShelf>;
  readonly sealingPrivateKey: string;
  /** Records that are gone from both stores and never were at the hub. */
  readonly destroyed: readonly Destroyed[];
  readonly isInJournal: (epoch: number, sequence: number) => Promise<boolean>;
  /** Codes of the incidents that the kiosk's staff have heard of. */
  readonly told: ReadonlySet<string>;
};

/** Everything that must be true when nothing goes wrong any more and nothing is under way. */
export async function checkAtRest(rest: AtRest): Promise<void> {
  const held = [...rest.shelves].flatMap(([epoch, shelf]) =>
    [...shelf.offers.values()].map(({ envelope }) => ({ epoch, envelope, shelf })),
  );
  for (const promise of rest.promised.values()) {
    const found = held.filter(({ envelope }) => envelope.header.transactionId === promise.transactionId);
    if (found.length > 1)
      rest.witness.harm('duplicates', `record ${promise.sequence} is ${found.length} times at the hub`);
    const [first] = found;
    if (first === undefined) await checkMissing(rest, promise);
    else await checkContent(rest, promise, first.envelope, first.shelf);
  }
  for (const [epoch, shelf] of rest.shelves) checkChain(rest, epoch, shelf);
}

/** Only what nobody has any more may be missing, and only if somebody is told. */
async function checkMissing(
  { witness, destroyed, isInJournal, shelves, told }: AtRest,
  { transactionId, epoch, sequence }: Promised,
): Promise<void> {
  const shelf = shelves.get(epoch);
  const name = `record ${epoch}-${sequence}`;
  if (destroyed.some((lost) => lost.transactionId === transactionId)) {
    if (!shelf?.givenUp.has(sequence)) witness.harm('gapsUnreported', `${name} is lost and was not given up`);
    return;
  }
  if (await isInJournal(epoch, sequence)) return witness.harm('lost', `${name} is not at the hub`);
  if (isBackupLossTold(told)) witness.struck('record only in a lost backup, told');
  else witness.harm('lost', `${name} is nowhere, and nobody is told`);
}

/** The hub has lost what the journal had lost before; the kiosk has said both. @param told codes of its incidents */
export function isBackupLossTold(told: ReadonlySet<string>): boolean {
  const hasJournalLost = told.has('journal-damaged') || told.has('journal-shorter');
  return told.has('hub-behind') && hasJournalLost;
}

async function checkContent(
  { witness, sealingPrivateKey, told }: AtRest,
  promise: Promised,
  envelope: Envelope,
  shelf: KioskShelf,
): Promise<void> {
  const opened = await open(envelope, sealingPrivateKey);
  if (!opened.ok) return witness.harm('lost', `record ${promise.sequence} does not open: ${opened.error}`);
  const { acceptedAt: _time, attachments: _pieces, ...record } = opened.value;
  const isIt =
    promise.draft === null ? record.cancels === promise.cancels : isDeepStrictEqual(record, promise.draft);
  if (!isIt) witness.harm('lost', `record ${promise.sequence} is another one at the hub`);
  const isWhole = envelope.header.chunkHashes.every((hash) => shelf.chunkHashes.has(hash));
  if (isWhole) return;
  if (isBackupLossTold(told)) witness.struck('piece only in a lost backup, told');
  else witness.harm('lost', `record ${promise.sequence} lacks a piece of its attachment`);
}

/** Gapless, or somebody is told; and every record continues the one before. */
function checkChain({ witness }: AtRest, epoch: number, shelf: KioskShelf): void {
  for (const [sequence, link] of shelf.links) {
    const before = sequence === 1 ? noHash : shelf.links.get(sequence - 1)?.hash;
    if (before !== undefined && before !== link.previousHash)
      witness.harm('broken', `${epoch}-${sequence} does not continue the chain`);
  }
  const firstMissing = shelf.prefix.sequence + 1;
  const isGap = shelf.highest > shelf.prefix.sequence;
  const isTold = shelf.incidents.some(
    ({ kind, place, isResolved }) => kind === 'gap' && place.sequence === firstMissing && !isResolved,
  );
  if (isGap && !isTold)
    witness.harm('gapsUnreported', `${epoch}-${firstMissing} is missing, and nobody is told`);
}
