import { makeDisk, type Disk } from './disk.ts';
import type { Outcome } from './trial.ts';

/**
 * One trial on a disk of its own, which is gone afterwards.
 *
 * @param keep what is to be kept of the disk, however the trial went
 */
export async function onFreshDisk<F>(
  folder: string,
  number: number,
  attempt: (disk: Disk) => Promise<F>,
  keep: (disk: Disk) => Promise<void> = async () => {},
): Promise<Outcome<F>> {
  const disk = await makeDisk(folder, `disk-${number}`);
  try {
    return { kind: 'valid', ...(await attempt(disk)) };
  } catch (cause) {
    return { kind: 'invalid', why: firstLine(cause) };
  } finally {
    await keep(disk);
    await disk.dispose();
  }
}

function firstLine(cause: unknown): string {
  return String(cause).split('\n', 1)[0] ?? '';
}
