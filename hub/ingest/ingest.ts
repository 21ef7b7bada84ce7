import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { UploadAnswer } from '../../sync/protocol/wire.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { deviceKeyObject, readChunk, readOffer } from './authenticity.ts';
import { decide, type Decision, type ProvedUpload } from './decide.ts';
import type { Held, IngestStore, KioskName, Question } from './ingest-store.ts';
import type { Prefix } from './prefix.ts';
import { prove } from './prove.ts';
import { signReceipt } from './receipt.ts';
import { timeEvidence } from './time-evidence.ts';
import type { OpenUpload } from './upload.ts';

/** `contended`: other uploads of the same kiosk were faster, again and again. */
export type IngestRefusal = 'unknown-kiosk' | 'not-durable' | 'contended';

export type IngestParts = {
  readonly store: IngestStore;
  readonly keys: Pick<HubKeys, 'receipt'>;
  readonly clock: Pick<Clock, 'nowMs'>;
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
 * Stores an upload and signs for the contiguous prefix, in this order: the commit comes first. Verdicts stand in the
 * order of the upload's records. Repeating an upload changes nothing but the verdicts, to `duplicate`.
 */
export async function ingest(
  parts: IngestParts,
  upload: OpenUpload,
): Promise<Result<UploadAnswer, IngestRefusal>> {
  const stored = await store(parts, upload);
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
  { store: place, clock }: IngestParts,
  upload: OpenUpload,
): Promise<Result<Decision, IngestRefusal>> {
  const receivedAtMs = clock.nowMs();
  const read = readUpload(upload);
  const question = questionOf(read);
  let proved: ProvedUpload | null = null;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const held = await place.read(question);
    if (held === null) return err('unknown-kiosk');
    if (held.unsafe.length > 0) return err('not-durable');
    proved ??= { ...read, rows: await prove(read.rows, deviceKeyObject(held.deviceKey), held.links) };
    const decided = decide(proved, held);
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

function readUpload({ kioskId, epoch, records, chunks, report }: OpenUpload): ProvedUpload {
  const kiosk = { kioskId, epoch };
  return {
    kiosk,
    rows: records.map((row) => readOffer(row, kiosk)),
    chunks: chunks.flatMap((chunk) => readChunk(chunk) ?? []),
    report: report ?? null,
  };
}

function questionOf({ kiosk, rows, chunks }: ProvedUpload): Question {
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
