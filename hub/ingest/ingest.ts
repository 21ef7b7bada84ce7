import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { UploadAnswer, Verdict } from '../../sync/protocol/wire.ts';
import { unsafeSettings } from '../database/durability.ts';
import { inTransaction } from '../database/transaction.ts';
import { noteIncident, type Incident } from '../incidents/incidents.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { authenticate, claimedSequence, deviceKeyObject, type Offer } from './authenticity.ts';
import { insertOffers, loadNeighbours } from './ingest-raw.ts';
import { judge, linkOf, type Link } from './judge.ts';
import { advancePrefix, type Prefix } from './prefix.ts';
import { signReceipt } from './receipt.ts';
import type { OpenUpload } from './upload.ts';

export type IngestRefusal = 'unknown-kiosk' | 'not-durable';

/**
 * Stores an upload and signs for the contiguous prefix, in this order: the COMMIT comes first. Verdicts stand in the
 * order of the upload's records. Repeating an upload changes nothing but the verdicts, to `duplicate`.
 */
export async function ingest(
  deps: { readonly pool: Pool; readonly keys: HubKeys; readonly clock: Pick<Clock, 'nowMs'> },
  upload: OpenUpload,
): Promise<Result<UploadAnswer, IngestRefusal>> {
  const stored = await inTransaction(deps.pool, (client) =>
    store(client, upload, new Date(deps.clock.nowMs())),
  );
  if (!stored.ok) return stored;
  const { verdicts, prefix } = stored.value;
  const receipt = signReceipt(deps.keys, {
    kioskId: upload.kioskId,
    epoch: upload.epoch,
    upToSequence: prefix.sequence,
    headHash: prefix.hash,
    requestNonce: upload.nonce,
    hubTimeMs: deps.clock.nowMs(),
  });
  return ok({ version: 1, verdicts: [...verdicts], receipt });
}

type Stored = { readonly verdicts: readonly Verdict[]; readonly prefix: Prefix };

async function store(
  client: PoolClient,
  upload: OpenUpload,
  now: Date,
): Promise<Result<Stored, IngestRefusal>> {
  if ((await unsafeSettings(client)).length > 0) return err('not-durable');
  const kiosk = await lockKiosk(client, upload, now);
  if (kiosk === undefined) return err('unknown-kiosk');
  const offers = authenticateAll(upload, kiosk.device_key);
  const held = await loadNeighbours(client, upload, offers);
  const decisions = offers.map((offer) => decide(offer, held));
  const accepted = decisions.flatMap((decision) => decision.store ?? []);
  await insertOffers(client, accepted, now);
  for (const incident of decisions.flatMap((decision) => decision.incident ?? [])) {
    await noteIncident(client, incident, now);
  }
  const prefix = await advancePrefix(
    client,
    upload,
    { sequence: kiosk.prefix, hash: kiosk.prefix_hash },
    now,
  );
  return ok({ verdicts: decisions.map((decision) => decision.verdict), prefix });
}

type KioskRow = { readonly device_key: string; readonly prefix: number; readonly prefix_hash: string };

/** Uploads of one kiosk pass one at a time, so that neighbours cannot change between judging and storing. */
async function lockKiosk(client: PoolClient, upload: OpenUpload, now: Date): Promise<KioskRow | undefined> {
  const { rows } = await client.query<KioskRow>(
    `UPDATE kiosks SET last_upload_at = $3 WHERE id = $1 AND epoch = $2 RETURNING device_key, prefix, prefix_hash`,
    [upload.kioskId, upload.epoch, now],
  );
  return rows[0];
}

type JudgedRow = Offer | Extract<Verdict, { verdict: 'refused' }>;

function authenticateAll(upload: OpenUpload, deviceKey: string): readonly JudgedRow[] {
  const kiosk = { kioskId: upload.kioskId, epoch: upload.epoch, deviceKey: deviceKeyObject(deviceKey) };
  return upload.records.map((row) => {
    const offer = authenticate(row, kiosk);
    return offer.ok ? offer.value : { sequence: claimedSequence(row), verdict: 'refused', code: offer.error };
  });
}

type Decision = { readonly verdict: Verdict; readonly store?: Offer; readonly incident?: Incident };

/** Adds what it decides to store to `held`, so that the next row of the same upload meets it there. */
function decide(row: JudgedRow, held: Map<number, Link>): Decision {
  if ('verdict' in row) return { verdict: row };
  const { envelope, recovered } = row;
  const { sequence } = envelope.header;
  const judgement = judge(held, sequence, linkOf(envelope));
  switch (judgement) {
    case 'duplicate':
      return { verdict: { sequence, verdict: 'duplicate' } };
    case 'store': {
      held.set(sequence, linkOf(envelope));
      const verdict = { sequence, verdict: 'stored' } as const;
      const incident = { kind: 'restored', place: envelope.header } as const;
      return recovered ? { verdict, store: row, incident } : { verdict, store: row };
    }
    case 'fork':
    case 'bad-chain':
      // The device itself signed it, so it is evidence: kept, and told to staff.
      return {
        verdict: { sequence, verdict: 'refused', code: judgement },
        incident: { kind: judgement, place: envelope.header, detail: envelope.hash, envelope },
      };
    default:
      return unreachable(judgement);
  }
}
