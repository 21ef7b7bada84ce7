import path from 'node:path';
import type { Clock } from '../../core/lib/clock.ts';
import { copiesIn, enrolmentFolder, type CopyPath } from './copy/copy-place.ts';
import { findIn, noFindings, type Findings } from './copy/findings.ts';
import { restore, type Restored } from './copy/restore.ts';
import { restoredText } from './copy/with-copy.ts';
import { emptyBooks } from './books.ts';
import type { Enrolled } from './genuine.ts';
import { openParts } from './journal.ts';
import { segmentsIn, type JournalPlace } from './segments.ts';

export type Rebuilt = {
  /** Where the old journal lies now; null when there was none. */
  readonly keptAside: string | null;
  readonly restored: Restored;
};

/**
 * Makes the journal anew from every copy of this enrolment and from whatever still reads of the old one, which is kept
 * aside and never deleted.
 *
 * @throws what the disk throws
 */
export async function rebuild(
  journal: JournalPlace & { readonly clock: Clock },
  enrolled: Enrolled,
  copy: CopyPath | null,
): Promise<Rebuilt> {
  const { disk, folder, clock } = journal;
  const copies = copy === null ? [] : await placesIn(copy, enrolled);
  const keptAside = await putAside(journal);
  const sources = [...copies, ...(keptAside === null ? [] : [{ disk, folder: keptAside }])];
  const findings = await findAll(sources, enrolled);
  await disk.makeFolder(folder);
  const parts = await openParts({ ...enrolled, disk, folder, clock });
  const restored = await restore(findings, { ...parts.journal, keep: parts.keep });
  await parts.journal.incident('journal-restored', `rebuilt: ${restoredText(restored)}`);
  await parts.journal.close();
  return { keptAside, restored };
}

async function placesIn(copy: CopyPath, enrolled: Enrolled): Promise<readonly JournalPlace[]> {
  const folder = enrolmentFolder(copy, enrolled);
  const names = await copiesIn(copy, enrolled);
  return names.map((name) => ({ disk: copy.disk, folder: path.join(folder, name) }));
}

async function putAside({
  disk,
  folder,
  clock,
}: JournalPlace & { readonly clock: Clock }): Promise<string | null> {
  const parent = path.dirname(folder);
  if (!(await disk.list(parent)).includes(path.basename(folder))) return null;
  const stamp = new Date(clock.nowMs()).toISOString().replace(/\D/g, '');
  const aside = `${folder}-before-${stamp}`;
  await disk.rename(folder, aside);
  await disk.syncFolder(parent);
  return aside;
}

async function findAll(sources: readonly JournalPlace[], enrolled: Enrolled): Promise<Findings> {
  const findings = noFindings();
  const nothing = emptyBooks(enrolled.kioskId, enrolled.epoch);
  for (const at of sources)
    for (const { name } of await segmentsIn(at)) await findIn(at, name, nothing, enrolled, findings);
  return findings;
}
