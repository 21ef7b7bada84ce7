import { setTimeout as pause } from 'node:timers/promises';
import type { Disk } from './disk.ts';
import { until } from './until.ts';

/** A first record needs an open queue, and one that seals has that tried. */
const firstRecordWithinMs = 20_000;

/**
 * Cuts the power so long after the first acknowledgement, while a page writes.
 *
 * @param write begins to write; ends only with the trouble that ended it
 * @param heard what has been acknowledged so far
 * @returns what was acknowledged before the power went
 */
export async function cutWhileWriting<H>(
  disk: Disk,
  waitMs: number,
  write: () => Promise<string>,
  heard: () => readonly H[],
): Promise<readonly H[]> {
  let trouble: string | null = null;
  write().then(
    (said) => (trouble = said),
    (cause: unknown) => (trouble = String(cause)),
  );
  await until(
    () => heard().length > 0 || trouble !== null,
    firstRecordWithinMs,
    'no record was acknowledged',
  );
  await pause(waitMs);
  if (trouble !== null) throw new Error(`no more records: ${String(trouble)}`);
  disk.cut();
  // In the same turn: what is heard from now on may never have reached the disk.
  return [...heard()];
}
