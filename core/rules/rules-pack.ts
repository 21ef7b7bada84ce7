import * as v from 'valibot';
import { amountBands, urgencies } from '../records/envelope.ts';
import { recordKinds } from '../records/errand-record.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Integer fen (I10), as digits: JSON has no bigint. */
const fen = v.pipe(v.string(), v.regex(/^\d{1,15}$/));

/**
 * What the insurer allows a kiosk to take while it cannot ask: signed, numbered, dated. A kiosk uses the highest
 * `serial` it has ever verified; one that has run out leaves the kiosk taking details only.
 */
export const rulesPackSchema = v.object({
  version: v.literal(1),
  serial: count,
  issuedAt: v.pipe(v.string(), v.isoTimestamp()),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Bounds on what may wait at one kiosk without the hub's receipt. Amounts count at the upper end of their band. */
  offline: v.object({
    largestBand: v.picklist(amountBands),
    totalFen: fen,
    count,
    /** Age of the oldest record that waits, hours. */
    ageHours: count,
  }),
  /** How long a record stays at the kiosk so that its customer can still cancel it, seconds; absent: not at all. */
  holdBackSeconds: v.object(v.entriesFromList(recordKinds, v.optional(count))),
  /** What goes first when the line comes back; absent: `ordinary`. */
  urgency: v.object(v.entriesFromList(recordKinds, v.optional(v.picklist(urgencies)))),
  /** Answers that make any record urgent, such as a death. */
  severe: v.array(v.object({ question: v.string(), option: v.string() })),
});
export type RulesPack = v.InferOutput<typeof rulesPackSchema>;

/** What a kiosk goes by before it has heard of any other: fourteen days of a busy counter, nothing with an amount. */
export const builtInRulesPack: RulesPack = {
  version: 1,
  serial: 0,
  issuedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2099-01-01T00:00:00.000Z',
  offline: { largestBand: 'none', totalFen: '0', count: 2_000, ageHours: 24 * 21 },
  holdBackSeconds: {},
  urgency: { cancellation: 'urgent', 'claim-report': 'ordinary' },
  severe: [
    { question: 'what', option: 'death' },
    { question: 'what', option: 'hospital-stay' },
  ],
};
