import { err, ok, type Result } from '../../core/lib/result.ts';
import { changeKeys, type KeyPlace, type KeysTrouble } from './hub-keys.ts';
import { readKeyFile } from './key-file.ts';

/**
 * Takes over another hub's sealing keys, so that this one can open what a branch forwards. They go behind the own ones:
 * nothing is ever sealed to them from here.
 *
 * @param file a copy of the other hub's `hub-keys.json`
 * @returns how many were new
 */
export async function adoptSealingKeys(place: KeyPlace, file: string): Promise<Result<number, KeysTrouble>> {
  const other = await readKeyFile(file);
  if (!other.ok) return other;
  if (other.value === null) return err({ code: 'keys-missing', detail: file });
  const offered = other.value.sealing;
  let added = 0;
  const changed = await changeKeys(place, (own) => {
    const missing = offered.filter(({ x }) => own.sealing.every((known) => known.x !== x));
    added = missing.length;
    return { ...own, sealing: [...own.sealing, ...missing] };
  });
  return changed.ok ? ok(added) : changed;
}
