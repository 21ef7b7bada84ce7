import type { Result } from '../../core/lib/result.ts';
import { announced } from './announcements.ts';
import { changeKeys, type KeyPlace, type KeysTrouble } from './hub-keys.ts';
import type { KeyFile } from './key-file.ts';

/**
 * An operator's word that keys are lost for good, so that the hub starts without them. What is left is announced: kiosks
 * must not go on sealing to a key that nobody has. What was sealed to one of them stays closed.
 *
 * @param ids names, as `keys-incomplete` tells them
 */
export function giveUpKeys(place: KeyPlace, ids: readonly string[]): Promise<Result<KeyFile, KeysTrouble>> {
  return changeKeys(place, (keys) =>
    announced({ ...keys, givenUp: [...new Set([...keys.givenUp, ...ids])] }, place.clock.nowMs()),
  );
}
