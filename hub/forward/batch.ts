import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/lib/clock.ts';
import type { Chunk } from '../../core/records/envelope.ts';
import type { Upload } from '../../sync/protocol/wire.ts';
import type { KioskName } from '../ingest/ingest-store.ts';
import type { Forwardable, OfficeKeys } from './forward-store.ts';

/** Sealed pieces are 24 kB at most, and all of them are there before the record that names them. */
export const chunksAtOnce = 12;

export function uploadOf(
  { bootId, clock }: { readonly bootId: string; readonly clock: Pick<Clock, 'monotonicMs'> },
  { kioskId, epoch }: KioskName,
  { serial }: Pick<OfficeKeys, 'serial'>,
  { rows = [], chunks = [] }: { readonly rows?: readonly Forwardable[]; readonly chunks?: readonly Chunk[] },
): Upload {
  return {
    version: 2,
    kioskId,
    epoch,
    nonce: randomBytes(32).toString('base64url'),
    clock: { bootId, monotonicMs: Math.round(clock.monotonicMs()), hubOffsetMs: null },
    // A branch has its own rules; of the head office it only needs the keys.
    knows: { keys: serial, rules: 2_147_483_647 },
    chunks: [...chunks],
    records: rows.map(({ envelope, recovered }) => ({ envelope, recovered })),
  };
}
