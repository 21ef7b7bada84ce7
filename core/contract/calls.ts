import * as v from 'valibot';
import { bloodPressureEventSchema } from '../devices/blood-pressure.ts';
import { keyEventSchema } from '../devices/keys.ts';
import { presenceEventSchema } from '../devices/presence.ts';
import { deviceReportSchema } from '../devices/states.ts';
import { cardEventSchema } from '../identity/id-card.ts';
import {
  bytes32Schema,
  chunkSchema,
  clockEvidenceSchema,
  envelopeSchema,
  receiptSchema,
  signatureSchema,
  unsignedEnvelopeSchema,
} from '../records/envelope.ts';
import { signedTextSchema } from '../records/signed-text.ts';
import { rulesPackSchema } from '../rules/rules-pack.ts';
import { printOutcomeSchema, slipSchema } from '../slips/slip.ts';
import { languages } from '../strings/language.ts';
import { voiceTroubles } from '../voice/trouble.ts';
import { dockCalls, dockStateSchema } from './dock-calls.ts';
import { call } from './call.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const transactionId = v.pipe(v.string(), v.uuid());
const language = v.picklist(languages);

const namedKey = v.object({ id: v.string(), publicKey: bytes32Schema });

/** What this kiosk trusts and goes by; a newer one comes with the hub's answers. */
export const trustSchema = v.object({
  /** X25519: what records are sealed to. */
  sealingKey: namedKey,
  /** Ed25519: any of them may sign a receipt. */
  receiptKeys: v.array(namedKey),
  /** Serial of the key announcement; 0 when none has come since the enrolment. */
  keysSerial: count,
  rulesPack: rulesPackSchema,
});
export type Trust = v.InferOutput<typeof trustSchema>;

/** Whether this machine may take errands. It closes before something would be lost, and says why. */
export const intakeSchema = v.variant('state', [
  v.object({ state: v.literal('open') }),
  v.object({
    state: v.literal('closed'),
    why: v.picklist([
      'hub-fork',
      'disk-low',
      'journal-failed',
      'origin-changed',
      'rules-expired',
      'offline-limit',
    ]),
  }),
]);
export type Intake = v.InferOutput<typeof intakeSchema>;

/** What the page must know of its machine before the first screen. */
export const kioskFactsSchema = v.object({
  kioskId: v.string(),
  epoch: v.number(),
  branchName: v.string(),
  branchCode: v.string(),
  /** `demo`: twins and the dock; `site`: real devices by profile. */
  mode: v.picklist(['demo', 'site']),
  language,
  trust: trustSchema,
  /** The machine's own clock as of this answer. */
  clock: v.object({ ...clockEvidenceSchema.entries, hubOffsetMs: v.null() }),
  intake: intakeSchema,
  /** Offset of the branch's time zone from UTC, minutes; 480 in China. */
  utcOffsetMinutes: v.number(),
  devices: v.array(deviceReportSchema),
  online: v.boolean(),
  /** True while a handset or headphone is in use: the private spoken form may be played. */
  privateListening: v.boolean(),
  /** Physical size of a CSS pixel on this panel, for keys in millimetres; absent when the profile does not say. */
  mmPerPx: v.optional(v.number()),
  /** Height of the picture's lower edge above the floor, so that no key stands out of a seated customer's reach. */
  screenBottomMm: v.optional(v.number()),
  /** Why a technician is needed although the kiosk runs, e.g. `profile-invalid`; absent when all is well. */
  needsTechnician: v.optional(v.string()),
});
export type KioskFacts = v.InferOutput<typeof kioskFactsSchema>;

/** Where the host's journal stands; compared with IndexedDB at start-up. */
export const journalMarkSchema = v.object({
  epoch: v.number(),
  /** Highest journalled sequence of this epoch, 0 when none. */
  sequence: count,
  /** Its hash; 32 zero bytes at 0. */
  headHash: bytes32Schema,
  /** Everything up to here is covered by a verified receipt. */
  receiptedSequence: count,
  /** The first of those that came with the last append: their customers may not have been told. Absent: the last alone. */
  lastAppendFrom: v.optional(count),
  /** True when a torn last record was cut off on opening. */
  tornTail: v.boolean(),
  /** Sequences above `receiptedSequence` whose line, or a piece, is damaged: only IndexedDB can still have it whole. */
  missing: v.optional(v.array(count)),
  /** The receipt itself, so that a database that has lost it can have it again. */
  receipt: v.optional(v.nullable(receiptSchema)),
});
export type JournalMark = v.InferOutput<typeof journalMarkSchema>;

export const incidentCodes = [
  'database-empty', // IndexedDB came back empty while the journal holds records
  'database-shorter', // rows missing that the journal has
  'journal-shorter', // records missing that IndexedDB has
  'stores-disagree', // same sequence, different hash: a fork; both kept
  'row-unreadable', // a stored row does not parse; quarantined
  'hub-fork', // the hub holds another chain than ours: no errands are taken until the kiosk is enrolled anew
  'hub-behind', // the hub was put back to an older state; it gets from the journal what it has lost
  'record-refused', // the hub refused a record by name
  'journal-damaged', // a line does not read or does not continue the chain of lines
  'journal-restored', // read back from the second copy
  'copy-behind', // the second copy cannot be written
  'disk-low', // below the free-space floor: no errands are taken
  'origin-changed', // the page stands at another address than the one its records lie under
  'storage-not-persistent', // the browser may evict the database
  'clock-jumped', // the wall clock moved against the monotonic one
  'trust-refused', // keys, rules or a receipt that no trusted key has signed
  'handwriting-reduced', // a file of its recogniser is missing or altered, or its worker has died
  'former-undelivered', // an enrolment that is over has left records that its hub has not receipted
] as const;

/** At most so many envelopes are signed and journalled together; at their largest they still fit one frame of the wire. */
export const mostTogether = 20;

/** So many records go in one upload, and so many pieces. */
export const mostSentTogether = 200;

function together<const S extends v.GenericSchema>(one: S) {
  return v.pipe(v.array(one), v.minLength(1), v.maxLength(mostTogether));
}

/** Every call between the screen and its machine: input, output, its own error codes, and a bound in time. */
export const calls = {
  'kiosk.facts': call({
    input: v.object({}),
    output: kioskFactsSchema,
    errors: ['not-enrolled'],
    timeoutMs: 5_000,
  }),

  /** What the reader told last of the card that lies on it; null when none does. For a page that was not listening. */
  'card.now': call({
    input: v.object({}),
    output: v.object({ event: v.nullable(cardEventSchema) }),
    errors: [],
    timeoutMs: 2_000,
  }),

  'journal.mark': call({
    input: v.object({}),
    output: journalMarkSchema,
    errors: ['journal-unreadable'],
    timeoutMs: 10_000,
  }),
  /**
   * Signs each with the device key, which never leaves the host, and journals them: all or none, in one write and one
   * fdatasync before the answer. An error of its own says that none was taken. Idempotent by (epoch, sequence, hash),
   * with the same signatures; another hash at a taken place is `fork`, one that is not of its parts `bad-hash`.
   */
  'journal.append': call({
    input: v.object({
      /** Each continues the one before. */
      envelopes: together(unsignedEnvelopeSchema),
      /** True when start-up found them in IndexedDB only: the customers may not have been told. */
      recovered: v.boolean(),
    }),
    /** In the order of the envelopes. */
    output: v.object({ signatures: v.array(signatureSchema) }),
    errors: ['disk-full', 'disk-error', 'fork', 'gap', 'bad-hash', 'foreign-header'],
    timeoutMs: 10_000,
  }),
  /** Of the envelopes that stand in the journal from `fromSequence` on, ascending, at most `limit`. */
  'journal.signatures': call({
    input: v.object({
      fromSequence: count,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
    }),
    output: v.object({
      signatures: v.array(v.object({ sequence: count, hash: bytes32Schema, signature: signatureSchema })),
    }),
    errors: ['journal-unreadable'],
    timeoutMs: 10_000,
  }),
  /** Envelopes from `fromSequence` on, ascending, at most `limit`. */
  'journal.read': call({
    input: v.object({
      fromSequence: count,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    }),
    output: v.object({ envelopes: v.array(v.object({ envelope: envelopeSchema, recovered: v.boolean() })) }),
    errors: ['journal-unreadable'],
    timeoutMs: 10_000,
  }),
  /** A sealed piece of an attachment, on disk before the answer; idempotent by hash. */
  'journal.chunk': call({
    input: v.object({ chunk: chunkSchema }),
    output: v.object({}),
    errors: ['disk-full', 'disk-error', 'bad-hash'],
    timeoutMs: 10_000,
  }),
  /** Pieces of one transaction, ascending; those that are damaged or gone are left out. */
  'journal.chunks': call({
    input: v.object({ transactionId, from: count }),
    output: v.object({ chunks: v.pipe(v.array(chunkSchema), v.maxLength(10)) }),
    errors: ['journal-unreadable'],
    timeoutMs: 10_000,
  }),
  /**
   * The hub's word, verified by the page. One that says less than an earlier one lets nothing go and keeps the journal
   * from removing what the hub has lost; staff hear of it. `unknown-head`: the hub has another record there than we.
   */
  'journal.receipt': call({
    input: v.object({ receipt: receiptSchema }),
    output: v.object({}),
    errors: ['disk-full', 'disk-error', 'bad-signature', 'unknown-head'],
    timeoutMs: 10_000,
  }),
  /** Something staff must see. Never personal. */
  'journal.incident': call({
    input: v.object({ code: v.picklist(incidentCodes), detail: v.pipe(v.string(), v.maxLength(300)) }),
    output: v.object({}),
    errors: ['disk-full', 'disk-error'],
    timeoutMs: 10_000,
  }),

  /**
   * Keys or rules that came with the hub's answer. The host verifies them against what it trusts already and keeps
   * them; what it refuses changes nothing.
   */
  'trust.offer': call({
    input: v.variant('kind', [
      v.object({ kind: v.literal('keys'), document: signedTextSchema }),
      v.object({
        kind: v.literal('rules'),
        document: signedTextSchema,
        /** The best time there is, ms since 1970: the hub's, for the wall clock may show 1970 or 2099. */
        nowMs: v.number(),
      }),
    ]),
    output: trustSchema,
    errors: ['bad-signature', 'unreadable', 'older', 'disk-full', 'disk-error'],
    timeoutMs: 10_000,
  }),

  /** The start-up self-test of the page's storage. `fits` is false when the records lie under another address. */
  'storage.report': call({
    input: v.object({
      origin: v.pipe(v.string(), v.maxLength(300)),
      /** Null: the browser has no such thing. */
      persisted: v.nullable(v.boolean()),
      usageBytes: v.nullable(count),
      quotaBytes: v.nullable(count),
    }),
    output: v.object({ fits: v.boolean() }),
    errors: ['disk-full', 'disk-error'],
    timeoutMs: 5_000,
  }),

  /** The machine's part of what the hub's staff are told of this kiosk. */
  'host.report': call({
    input: v.object({}),
    output: v.object({
      journalSequence: count,
      freeBytes: v.nullable(count),
      closedBecause: v.nullable(v.string()),
      storagePersisted: v.nullable(v.boolean()),
      incidents: v.array(v.object({ at: v.string(), code: v.picklist(incidentCodes), detail: v.string() })),
    }),
    errors: [],
    timeoutMs: 5_000,
  }),

  /**
   * Puts an upload together, signs it over its exact bytes and brings it to the hub. Its records are named by the page and
   * go as they stand in the journal: nothing that a customer was told of is sent that the journal does not have. The
   * answer comes back as it came: the page judges its body, the host only the line.
   */
  'hub.upload': call({
    input: v.object({
      /** The upload as JSON, all but its records. */
      head: v.pipe(v.string(), v.startsWith('{'), v.endsWith('}'), v.maxLength(400_000)),
      records: v.pipe(
        v.array(v.object({ sequence: count, recovered: v.boolean() })),
        v.maxLength(mostSentTogether),
      ),
    }),
    output: v.object({ status: v.number(), retryAfterSeconds: v.nullable(v.number()), body: v.string() }),
    /** `journal-lacks`: a line of what was asked for does not read any more; nothing has gone. */
    errors: ['unreachable', 'timed-out', 'answer-too-large', 'journal-lacks'],
    timeoutMs: 30_000,
  }),

  /**
   * Prints a slip once. Idempotent by (transactionId, attempt), also across a restart of the host: a print that was
   * begun and never confirmed answers `unknown`, not a second slip.
   */
  'printer.print': call({
    input: v.object({
      transactionId,
      attempt: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)),
      slip: slipSchema,
    }),
    output: printOutcomeSchema,
    errors: ['disk-error'],
    timeoutMs: 60_000,
  }),

  /** One sentence to sound, in the optional engine's own process. Digits are refused: numbers arrive as words (I10). */
  'voice.synthesise': call({
    input: v.object({ language, text: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
    output: v.object({
      /** Path below the page's own origin; valid until the visit ends. */
      url: v.string(),
      durationMs: v.number(),
      /** [first character, end character, begins at ms] per word of `text`. */
      marks: v.array(v.tuple([v.number(), v.number(), v.number()])),
    }),
    errors: ['engine-missing', 'engine-failed', 'digits-refused'],
    timeoutMs: 8_000,
  }),

  /** Calls a person of the branch; repeats until somebody comes is the host's affair. */
  'staff.call': call({
    input: v.object({
      reason: v.picklist([
        'customer-asked',
        'worrying-answer',
        'device',
        'accept-failed',
        'print-unknown',
        'card-left',
        'panel-implausible',
        ...voiceTroubles,
      ]),
      silent: v.boolean(),
    }),
    output: v.object({}),
    errors: [],
    timeoutMs: 5_000,
  }),
  /** The visit is over: forget every sound, name and card of it. */
  'visit.ended': call({ input: v.object({}), output: v.object({}), errors: [], timeoutMs: 5_000 }),

  ...dockCalls,
} as const;

/** What the machine tells the screen unasked. */
export const events = {
  card: cardEventSchema,
  device: deviceReportSchema,
  presence: presenceEventSchema,
  key: keyEventSchema,
  'blood-pressure': bloodPressureEventSchema,
  link: v.object({ online: v.boolean() }),
  intake: intakeSchema,
  listening: v.object({ private: v.boolean() }),
  dock: dockStateSchema,
} as const;

export type CallName = keyof typeof calls;
export type Input<K extends CallName> = v.InferOutput<(typeof calls)[K]['input']>;
export type Output<K extends CallName> = v.InferOutput<(typeof calls)[K]['output']>;
export type OwnError<K extends CallName> = (typeof calls)[K]['errors'][number];
export type EventName = keyof typeof events;
export type EventPayload<K extends EventName> = v.InferOutput<(typeof events)[K]>;
