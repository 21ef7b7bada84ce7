import path from 'node:path';
import type { JournalDisk } from '../journal-disk.ts';
import type { JournalPlace } from '../segments.ts';

/** A second path for the journal, such as a USB stick or a share; several kiosks may use one. */
export type CopyPath = {
  /** Must be there: made here, an unplugged stick would silently become a folder of the first disk. */
  readonly folder: string;
  readonly disk: JournalDisk;
};

type Enrolment = { readonly kioskId: string; readonly epoch: number };

export function enrolmentFolder({ folder }: CopyPath, { kioskId, epoch }: Enrolment): string {
  return path.join(folder, `${kioskId}-${epoch}`);
}

/** Where the copy of one journal lies. */
export function copyOf(copy: CopyPath, enrolment: Enrolment, journalId: string): JournalPlace {
  return { disk: copy.disk, folder: path.join(enrolmentFolder(copy, enrolment), `journal-${journalId}`) };
}

/**
 * Names of the copies of this enrolment's journals: of this one, and of those that were lost or went another way.
 *
 * @throws what the disk throws, also when the path itself is not there
 */
export async function copiesIn(copy: CopyPath, enrolment: Enrolment): Promise<readonly string[]> {
  const enrolments = await copy.disk.list(copy.folder);
  const folder = enrolmentFolder(copy, enrolment);
  if (!enrolments.includes(path.basename(folder))) return [];
  return (await copy.disk.list(folder)).filter((name) => name.startsWith('journal-')).toSorted();
}
