import type { Handlers } from '../../core/contract/host.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Journal } from './keeping.ts';
import { signAndAppend, type Signer } from './sign-and-append.ts';

type Call = 'mark' | 'append' | 'signatures' | 'read' | 'chunk' | 'chunks' | 'receipt' | 'incident';
export type JournalCalls = Pick<Handlers, `journal.${Call}`>;

/** The contract's calls of a journal that is open. */
export function journalCalls(journal: Journal, signer: Signer): JournalCalls {
  return {
    'journal.mark': async () => ok(journal.mark()),
    'journal.append': ({ envelopes, recovered }) => signAndAppend(journal, signer, envelopes, recovered),
    'journal.signatures': async ({ fromSequence, limit }) =>
      ok({ signatures: journal.signatures(fromSequence, limit) }),
    'journal.read': ({ fromSequence, limit }) => journal.read(fromSequence, limit),
    'journal.chunk': ({ chunk }) => journal.chunk(chunk),
    'journal.chunks': ({ transactionId, from }) => journal.chunks(transactionId, from),
    'journal.receipt': ({ receipt }) => journal.receipt(receipt),
    'journal.incident': ({ code, detail }) => journal.incident(code, detail),
  };
}

const unreadable = async () => err({ code: 'journal-unreadable' });
const noDisk = async () => err({ code: 'disk-error', detail: 'journal-unreadable' });

/** The same where it cannot be opened: nothing is read and nothing is kept. */
export const callsWithoutJournal: JournalCalls = {
  'journal.mark': unreadable,
  'journal.append': noDisk,
  'journal.signatures': unreadable,
  'journal.read': unreadable,
  'journal.chunk': noDisk,
  'journal.chunks': unreadable,
  'journal.receipt': noDisk,
  'journal.incident': noDisk,
};
