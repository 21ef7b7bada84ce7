import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
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
