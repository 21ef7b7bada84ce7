import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { UploadClaim } from '../../sync/protocol/upload-signature.ts';
import type { UploadAnswer } from '../../sync/protocol/wire.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { deviceKeyObject, readChunk, readOffer } from './authenticity.ts';
import type { Decision, ReadUpload } from './decide.ts';
import type { Held, IngestStore, KioskName, Question } from './ingest-store.ts';
import type { Prefix } from './prefix.ts';
import { openProver, type Prover } from './prove.ts';
import { signReceipt } from './receipt.ts';
import { senderOf } from './sender.ts';
import { timeEvidence } from './time-evidence.ts';
import type { OpenUpload } from './upload.ts';

/**
 * - `not-signed`: neither this kiosk's device nor the branch hub that introduced it signed these very bytes
 * - `contended`: other uploads of the same kiosk were faster, again and again
 */
export type IngestRefusal = 'unknown-kiosk' | 'not-signed' | 'not-durable' | 'contended';

export type IngestParts = {
  readonly store: IngestStore;
  readonly keys: Pick<HubKeys, 'receipt'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** A whole number below the given one, which nobody can foresee. */
  readonly draw: (below: number) => number;
  /** Over how long kiosks that come back together are to spread. */
  readonly spreadSeconds: () => number;
  /** What else the hub has to say to a kiosk that knows so much. */
  readonly news?: (knows: OpenUpload['knows']) => Promise<News>;
};

export type News = Pick<UploadAnswer, 'keys' | 'rules' | 'tier'>;

const noNews: News = { keys: null, rules: null, tier: 'head-office' };

/** Each turn lets at least one of the rivals through; a kiosk has one request under way. */
const mostTurns = 40;

/**
 * Takes an upload whose bytes its sender has signed, stores it and signs for the contiguous prefix, in this order: the
 * commit comes first. Verdicts stand in the order of the upload's records. Repeating an upload changes nothing but the
 * verdicts, to `duplicate`.
 */
export async function ingest(
  parts: IngestParts,
  upload: OpenUpload,
  claim: UploadClaim | null,
): Promise<Result<UploadAnswer, IngestRefusal>> {
  const stored = await store(parts, upload, claim);
  if (!stored.ok) return stored;
  const { verdicts, prefix } = stored.value;
  const news = (await parts.news?.(upload.knows)) ?? noNews;
  const receipt = signReceipt(parts.keys, {
    kioskId: upload.kioskId,
    epoch: upload.epoch,
    upToSequence: prefix.sequence,
    headHash: prefix.hash,
    requestNonce: upload.nonce,
    hubTimeMs: parts.clock.nowMs(),
  });
  return ok({
    version: 2,
    verdicts: [...verdicts],
    receipt,
    pace: { spreadSeconds: parts.spreadSeconds() },
    ...news,
  });
}

async function store(
  { store: place, clock, draw }: IngestParts,
  upload: OpenUpload,
  claim: UploadClaim | null,
): Promise<Result<Decision, IngestRefusal>> {
  const receivedAtMs = clock.nowMs();
  const read = readUpload(upload);
  const question = questionOf(read);
  let prover: Prover | null = null;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const held = await place.read(question);
    if (held === null) return err('unknown-kiosk');
    if (held.unsafe.length > 0) return err('not-durable');
    if (prover === null) {
      const sender = await senderOf(claim, read.kiosk, held.deviceKey, place);
      if (sender === null) {
        await place.noteRefusal(read.kiosk, 'not-signed', receivedAtMs);
        return err('not-signed');
      }
      prover = openProver(read, { sender, deviceKey: deviceKeyObject(held.deviceKey) }, draw);
    }
    const decided = await prover.decide(held);
    const decision = { ...decided, prefix: await wholePrefix(place, read.kiosk, held, decided.prefix) };
    const evidence = timeEvidence(decision.offers, upload, receivedAtMs);
    const outcome = await place.commit({
      ...decision,
      kiosk: read.kiosk,
      revision: held.revision,
      receivedAtMs,
      offers: evidence.offers,
      incidents: [...decision.incidents, ...evidence.incidents],
      report: read.report,
    });
    if (outcome === 'committed') return ok(decision);
  }
  return err('contended');
}

function readUpload({ kioskId, epoch, records, chunks, report }: OpenUpload): ReadUpload {
  const kiosk = { kioskId, epoch };
  return {
    kiosk,
    rows: records.map((row) => readOffer(row, kiosk)),
    chunks: chunks.flatMap((chunk) => readChunk(chunk) ?? []),
    report: report ?? null,
  };
}

function questionOf({ kiosk, rows, chunks }: ReadUpload): Question {
  const headers = rows.flatMap((row) => ('envelope' in row ? [row.envelope.header] : []));
  const around = headers.flatMap(({ sequence }) => [sequence - 1, sequence, sequence + 1]);
  const pieces = [...headers.flatMap(({ chunkHashes }) => chunkHashes), ...chunks.map(({ hash }) => hash)];
  return { kiosk, sequences: [...new Set(around)], chunkHashes: [...new Set(pieces)] };
}

/** Only behind a place that was held already may more be held than was read. */
async function wholePrefix(
  place: IngestStore,
  kiosk: KioskName,
  held: Held,
  prefix: Prefix,
): Promise<Prefix> {
  const mayGoOn = prefix.sequence > held.prefix.sequence && held.links.has(prefix.sequence);
  return mayGoOn ? place.endOfRun(kiosk, prefix) : prefix;
}
