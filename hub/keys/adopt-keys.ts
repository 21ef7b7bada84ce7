import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { loadKeyFile, type KeysTrouble } from './hub-keys.ts';
import { keyFileIn, readKeyFile, writeKeyFile } from './key-file.ts';

/**
 * Takes over another hub's sealing keys, so that this one can open what a branch forwards. They go behind the own ones:
 * nothing is ever sealed to them from here.
 *
 * @param file a copy of the other hub's `hub-keys.json`
 * @returns how many were new
 */
export async function adoptSealingKeys(
  parts: { readonly dataFolder: string; readonly pool: Pool; readonly clock: Pick<Clock, 'nowMs'> },
  file: string,
): Promise<Result<number, KeysTrouble>> {
  const own = await loadKeyFile(parts.dataFolder, parts.pool, parts.clock);
  if (!own.ok) return own;
  const other = await readKeyFile(file);
  if (!other.ok) return other;
  if (other.value === null) return err({ code: 'keys-missing', detail: file });
  const added = other.value.sealing.filter(({ x }) => own.value.sealing.every((known) => known.x !== x));
  await writeKeyFile(keyFileIn(parts.dataFolder), {
    ...own.value,
    sealing: [...own.value.sealing, ...added],
  });
  const published = await loadKeyFile(parts.dataFolder, parts.pool, parts.clock);
  return published.ok ? ok(added.length) : published;
}
