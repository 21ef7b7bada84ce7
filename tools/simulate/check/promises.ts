import type { Draft } from '../../../sync/outbox/accept.ts';
import { cancellationIdOf } from '../../../sync/outbox/cancel.ts';
import type { Machine } from '../kiosk/machine.ts';
import { rowOf } from './stored.ts';
import type { Witness } from './witness.ts';

/** What a customer was told, and what the hub must therefore hold. */
export type Promised = {
  readonly transactionId: string;
  readonly sequence: number;
  readonly epoch: number;
  /** Null for a cancellation: it is made by the queue itself. */
  readonly draft: Draft | null;
  /** The transaction that is taken back. */
  readonly cancels: string | null;
};

/** Keeps what customers were told, and looks at once whether it was true. */
export function promiseBook(witness: Witness) {
  const promised = new Map<string, Promised>();
  const asked = new Set<string>();
  const printAsked = new Set<string>();

  function keep(machine: Machine, promise: Promised): void {
    witness.note(`accepted ${promise.sequence}`);
    promised.set(promise.transactionId, promise);
    const { database, disk } = machine;
    const covered = machine.receiptedUpTo >= promise.sequence;
    if (covered) return;
    if (rowOf(database.durableRows(), promise.transactionId) === null)
      witness.harm('broken', `accepted before the database has it on disk: ${promise.sequence}`);
    const inJournal = [...disk.durable().values()].some((bytes) => bytes.includes(promise.transactionId));
    if (!inJournal) witness.harm('broken', `accepted before the journal has it on disk: ${promise.sequence}`);
  }

  return {
    promised,
    asked,
    onAsked: ({ transactionId }: Draft) => void asked.add(transactionId),
    onAccepted(machine: Machine, draft: Draft, sequence: number): void {
      const { epoch } = machine.enrolment;
      keep(machine, { transactionId: draft.transactionId, sequence, epoch, draft, cancels: null });
    },
    onCancelled(machine: Machine, cancels: string, sequence: number): void {
      const transactionId = cancellationIdOf(cancels);
      if (promised.has(transactionId)) return;
      keep(machine, { transactionId, sequence, epoch: machine.enrolment.epoch, draft: null, cancels });
    },
    onPrintAsked: (transactionId: string) => void printAsked.add(transactionId),
    /** The printer has put a slip out. */
    onPaper(transactionId: string): void {
      if (!promised.has(transactionId)) witness.harm('broken', 'a slip for a record that was not accepted');
    },
  };
}
export type Promises = ReturnType<typeof promiseBook>;
