import { ok, type Result } from '../../core/lib/result.ts';
import { announced, newestAnnouncement } from './announcements.ts';
import { changeKeys, type KeyPlace, type KeysTrouble } from './hub-keys.ts';
import { newKeyPair, type KeyPurpose } from './key-file.ts';
import { keyId } from './key-names.ts';

export type Rotated = { readonly serial: number; readonly keyId: string };

/**
 * Makes a new key of one purpose and announces it, signed by the receipt key that kiosks trust so far; key and
 * announcement come to the file together. Hubs that run use it within half a minute; kiosks learn of it with the answer to
 * their next upload. Older keys stay in the file for good: records that were sealed to them may lie in a kiosk that has
 * been switched off for months.
 */
export async function rotateKey(place: KeyPlace, purpose: KeyPurpose): Promise<Result<Rotated, KeysTrouble>> {
  const pair = newKeyPair(purpose);
  const changed = await changeKeys(place, (keys) =>
    announced({ ...keys, [purpose]: [pair, ...keys[purpose]] }, place.clock.nowMs()),
  );
  if (!changed.ok) return changed;
  return ok({ serial: newestAnnouncement(changed.value)?.serial ?? 0, keyId: keyId(purpose, pair.x) });
}
