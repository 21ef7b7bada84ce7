import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { KioskFacts } from '../../core/contract/calls.ts';

/** Until the hub has said how long: a branch's kiosks come back together after a power cut, a demo has nobody to meet. */
const defaultSpreadSeconds = { site: 60, demo: 1 } as const;

/**
 * When this kiosk makes its first contact after a start or after the line has come back: always the same place of its
 * own in the time over which all of them spread. Milliseconds.
 *
 * @param publishedSeconds the hub's last word; null before the first
 */
export function firstContactMs(
  { kioskId, epoch, mode }: Pick<KioskFacts, 'kioskId' | 'epoch' | 'mode'>,
  publishedSeconds: number | null,
): number {
  const digest = sha256(utf8ToBytes(`care-kiosk spread 1\n${kioskId}-${epoch}`));
  const place = new DataView(digest.buffer, digest.byteOffset).getUint32(0) / 2 ** 32;
  return Math.floor(place * 1_000 * (publishedSeconds ?? defaultSpreadSeconds[mode]));
}
