import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { UnsignedEnvelope } from '../../core/records/envelope.ts';
import type { UnsignedWaitingRow, WaitingRow } from './waiting-rows.ts';

const askedAtOnce = 1_000;

/**
 * Rows with the signatures that the journal has of them; a row that it does not have, or has another of, is left out.
 *
 * @param rows ascending
 * @returns the error code of the journal when it does not answer
 */
export async function withSignatures(
  host: Pick<Host, 'invoke'>,
  rows: readonly UnsignedWaitingRow[],
): Promise<Result<readonly WaitingRow[], string>> {
  const signed: WaitingRow[] = [];
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  const end = rows.at(-1)?.sequence ?? 0;
  for (let from = rows[0]?.sequence ?? 1; from <= end;) {
    const page = await host.invoke('journal.signatures', { fromSequence: from, limit: askedAtOnce });
    if (!page.ok) return err(page.error.code);
    for (const { sequence, hash, signature } of page.value.signatures) {
      const row = bySequence.get(sequence);
      if (row?.hash === hash) signed.push({ ...row, signature });
    }
    from = (page.value.signatures.at(-1)?.sequence ?? end) + 1;
  }
  return ok(signed);
}

/**
 * Has the host sign envelopes and journal them, all or none.
 *
 * @returns each with its signature; the error code of the journal, or `not-signed` when it has not signed every one
 */
export async function signedInJournal<T extends { readonly envelope: UnsignedEnvelope }>(
  host: Pick<Host, 'invoke'>,
  entries: readonly T[],
  recovered: boolean,
): Promise<Result<readonly (T & { readonly signature: string })[], { readonly code: string }>> {
  const envelopes = entries.map(({ envelope }) => envelope);
  const appended = await host.invoke('journal.append', { envelopes, recovered });
  if (!appended.ok) return appended;
  const { signatures } = appended.value;
  const signed = entries.flatMap((entry, at) => {
    const signature = signatures[at];
    return signature === undefined ? [] : [{ ...entry, signature }];
  });
  return signed.length === entries.length ? ok(signed) : err({ code: 'not-signed' });
}
