import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import type { Upload, UploadAnswer } from '../../sync/protocol/wire.ts';

/** What a kiosk lacks of keys and rules. */
export type Offers = (knows: Upload['knows']) => Promise<Pick<UploadAnswer, 'keys' | 'rules'>>;

/** How long a running hub may go on without hearing of what another process has published. */
const staleAfterMs = 10_000;

type Published = {
  /** By serial. Every kiosk gets them one after the other: each is signed by a key of the one before. */
  readonly announcements: ReadonlyMap<number, SignedText>;
  readonly rules: { readonly serial: number; readonly signed: SignedText } | null;
};

/** Reads what has been published, at most once every ten seconds however many kiosks ask. */
export function createOffers(pool: Pool, clock: Pick<Clock, 'monotonicMs'>): Offers {
  let published: Promise<Published> | null = null;
  let readMs = 0;

  function current(): Promise<Published> {
    if (published !== null && clock.monotonicMs() - readMs < staleAfterMs) return published;
    readMs = clock.monotonicMs();
    published = readPublished(pool);
    // The next kiosk asks again.
    published.catch(() => (published = null));
    return published;
  }

  return async (knows) => {
    const { announcements, rules } = await current();
    return {
      keys: announcements.get(knows.keys + 1) ?? null,
      rules: rules !== null && rules.serial > knows.rules ? rules.signed : null,
    };
  };
}

async function readPublished(pool: Pool): Promise<Published> {
  const [announcements, rules] = await Promise.all([
    pool.query<{ serial: number; signed: SignedText }>('SELECT serial, signed FROM key_announcements'),
    pool.query<{ serial: number; signed: SignedText }>(
      'SELECT serial, signed FROM rules_packs ORDER BY serial DESC LIMIT 1',
    ),
  ]);
  return {
    announcements: new Map(announcements.rows.map(({ serial, signed }) => [serial, signed])),
    rules: rules.rows[0] ?? null,
  };
}
