import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Receipt } from '../../core/records/envelope.ts';
import type { Incident, Plan } from './compare-stores.ts';
import { storedChunks } from './attachments.ts';
import type { Head, OutboxDb, Row } from './db.ts';
import { putAsideFrom } from './mend-database.ts';
import { signedInJournal } from './signatures.ts';
import { got, inTransaction } from './transaction.ts';

/** `cause` is the code of the call that failed. */
export type RepairTrouble = {
  readonly code: 'journal-unavailable' | 'journal-failed' | 'epochs-differ';
  readonly cause: string;
};

/** Puts an incident before staff. */
export async function tell(
  host: Pick<Host, 'invoke'>,
  incident: Incident,
): Promise<Result<void, RepairTrouble>> {
  const told = await host.invoke('journal.incident', incident);
  return told.ok ? ok(undefined) : err({ code: 'journal-failed', cause: told.error.code });
}

/** Gives the journal what it lacks: the receipt, then rows with their pieces, ascending, as recovered. */
export async function mendJournal(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  plan: Plan,
  mended: Head,
): Promise<Result<Head, RepairTrouble>> {
  if (plan.giveReceipt && mended.receipt !== null) {
    const given = await giveReceipt(host, mended.receipt);
    if (!given.ok) return given;
  }
  let head = mended;
  for (const sequence of plan.append) {
    const row = await rowAt(db, sequence);
    // Nothing stands behind a row that has been put aside.
    if (row === undefined || sequence > head.sequence) continue;
    const appended = await appendWithChunks(db, host, row, true);
    if (appended.ok) continue;
    const { code } = appended.error;
    if (!isRefusal(code)) return err({ code: 'journal-failed', cause: code });
    const told = await tell(host, {
      code: 'stores-disagree',
      detail: `journal refuses ${sequence}: ${code}`,
    });
    if (!told.ok) return told;
    head = await putAsideFrom(db, row, plan.journalSequence, head);
  }
  return ok(head);
}

/**
 * A host that was restored from an image may not know the key that signed it. Then it counts for nothing there, and must
 * not keep the queue from being opened: the hub's next answer brings the key and a newer receipt.
 */
async function giveReceipt(
  host: Pick<Host, 'invoke'>,
  receipt: Receipt,
): Promise<Result<void, RepairTrouble>> {
  const given = await host.invoke('journal.receipt', { receipt });
  if (given.ok) return ok(undefined);
  const { code } = given.error;
  if (code !== 'bad-signature') return err({ code: 'journal-failed', cause: code });
  const detail = `receipt up to ${receipt.upToSequence}: by no key that this host trusts`;
  return tell(host, { code: 'trust-refused', detail });
}

function rowAt(db: OutboxDb, sequence: number): Promise<Row | undefined> {
  return inTransaction(db, 'readonly', ({ outbox }) => got<Row | undefined>(outbox.get(sequence)));
}

/** Pieces go first: an envelope in the journal is whole. @returns it with its signature */
export async function appendWithChunks(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  row: Row,
  recovered: boolean,
): ReturnType<typeof signedInJournal<Row>> {
  const { sequence, envelope } = row;
  if (envelope.header.chunkHashes.length > 0) {
    for (const { chunk } of await storedChunks(db, sequence)) {
      const kept = await host.invoke('journal.chunk', { chunk });
      if (!kept.ok) return kept;
    }
  }
  return signedInJournal(host, [row], recovered);
}

/** The journal will never take this record, such as one that was tampered with; trying again would not help. */
function isRefusal(code: string): boolean {
  return code === 'bad-hash' || code === 'foreign-header' || code === 'fork' || code === 'gap';
}
