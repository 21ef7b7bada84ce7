import * as v from 'valibot';
import type { SignedText } from '../../core/records/signed-text.ts';
import { keyAnnouncementSchema, type KeyAnnouncement } from '../../sync/protocol/key-announcement.ts';
import { textSigningBytes, type NamedKey } from '../../sync/protocol/signed-text.ts';
import type { KeyFile, KeyPair, KeyPurpose } from './key-file.ts';
import { keyId, publicKeys } from './key-names.ts';
import { signingKeyOf } from './usable-keys.ts';

/** Announced beside the newest, so that what is under way when a key changes is still good. */
const announcedOfEach = 2;

const textSchema = v.pipe(v.string(), v.parseJson(), keyAnnouncementSchema);

/** Of one that this hub has signed itself. */
export function announcementIn({ text }: SignedText): KeyAnnouncement {
  return v.parse(textSchema, text);
}

/** Null before the first. */
export function newestAnnouncement({ announcements }: KeyFile): KeyAnnouncement | null {
  const newest = announcements.at(-1);
  return newest === undefined ? null : announcementIn(newest);
}

/**
 * The same keys with an announcement of the newest of each purpose. It is signed by the newest receipt key that kiosks
 * know, which may be the only one that a kiosk enrolled since the last announcement has heard of.
 */
export function announced(keys: KeyFile, nowMs: number): KeyFile {
  const last = newestAnnouncement(keys);
  const named = (purpose: KeyPurpose): NamedKey[] => publicKeys(keys, purpose).slice(0, announcedOfEach);
  const announcement: KeyAnnouncement = {
    version: 1,
    serial: (last?.serial ?? 0) + 1,
    issuedAt: new Date(nowMs).toISOString(),
    sealingKeys: named('sealing'),
    receiptKeys: named('receipt'),
    rulesKeys: named('rules'),
  };
  const text = JSON.stringify(announcement);
  const signer = signingKeyOf('receipt', knownToKiosks(keys));
  const signature = signer.sign(textSigningBytes('key-announcement', text));
  return { ...keys, announcements: [...keys.announcements, { text, keyId: signer.id, signature }] };
}

/**
 * The newest receipt key that kiosks can know: of those announced the first that is still here; before any
 * announcement the oldest, which they enrolled with.
 */
export function knownToKiosks(keys: KeyFile): KeyPair {
  const told = newestAnnouncement(keys)?.receiptKeys ?? [];
  const held = told.flatMap(({ id }) => keys.receipt.find(({ x }) => keyId('receipt', x) === id) ?? []);
  const [known = keys.receipt.at(-1)] = held;
  // The file's schema has seen to it that there is one.
  if (known === undefined) throw new Error('no receipt key');
  return known;
}

/** Both lists as one, oldest first. */
export function united(one: readonly SignedText[], other: readonly SignedText[]): SignedText[] {
  const bySerial = new Map([...other, ...one].map((signed) => [announcementIn(signed).serial, signed]));
  return [...bySerial].toSorted(([a], [b]) => a - b).map(([, signed]) => signed);
}
