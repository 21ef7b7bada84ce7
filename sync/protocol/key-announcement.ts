import * as v from 'valibot';
import { namedKeySchema } from './signed-text.ts';

const keys = v.pipe(v.array(namedKeySchema), v.minLength(1), v.maxLength(8));

/**
 * Which keys a hub uses from now on, signed by a receipt key that the kiosk trusts already. Two of a purpose stand here
 * side by side while one takes over from the other. A kiosk takes only a higher `serial` than the one it has.
 */
export const keyAnnouncementSchema = v.object({
  version: v.literal(1),
  serial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  issuedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** X25519. The first is what records are sealed to. */
  sealingKeys: keys,
  /** Ed25519. Any of them may sign a receipt or the next announcement. */
  receiptKeys: keys,
  /** Ed25519. Any of them may sign a rules pack. */
  rulesKeys: keys,
});
export type KeyAnnouncement = v.InferOutput<typeof keyAnnouncementSchema>;
