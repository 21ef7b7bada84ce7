import type { Clock } from '../../core/lib/clock.ts';
import { loadHubKeys, type HubKeys, type KeyPlace, type KeysTrouble } from './hub-keys.ts';

export type KeyRing = {
  /** Whoever holds this has today's keys: each is looked up when it is used. */
  readonly keys: HubKeys;
  readonly stop: () => Promise<void>;
};

/** As long as a hub may go on offering kiosks what it has read of announcements before; see hub/trust/offers.ts. */
const lookEveryMs = 10_000;

/**
 * Has a running hub sign and open with what an operator has rotated to beside it, without a new start. While the new keys
 * cannot be read, the old ones go on.
 *
 * @param onTrouble hears of it at each look, so that it is not overlooked
 */
export function followRotations(
  place: KeyPlace & { readonly clock: Clock },
  first: HubKeys,
  onTrouble: (code: KeysTrouble['code'] | 'database-failed') => void,
): KeyRing {
  const { dataFolder, pool, clock } = place;
  let current = first;
  let seenSerial = first.serial;
  let look: Promise<void> | null = null;
  let cancel = clock.after(lookEveryMs, tick);

  function tick(): void {
    cancel = clock.after(lookEveryMs, tick);
    look ??= reread()
      .catch(() => onTrouble('database-failed'))
      .finally(() => (look = null));
  }

  async function reread(): Promise<void> {
    const { rows } = await pool.query<{ serial: number | null }>(
      'SELECT max(serial) AS serial FROM key_announcements',
    );
    const serial = rows[0]?.serial ?? 0;
    // Signed with only from the second look on: by then every kiosk is offered it with the very answer.
    const isOffered = serial === seenSerial;
    seenSerial = serial;
    if (serial <= current.serial || !isOffered) return;
    const loaded = await loadHubKeys(dataFolder, pool, clock);
    if (loaded.ok) current = loaded.value;
    else onTrouble(loaded.error.code);
  }

  return {
    keys: {
      get sealing() {
        return current.sealing;
      },
      get receipt() {
        return current.receipt;
      },
      get rules() {
        return current.rules;
      },
      get serial() {
        return current.serial;
      },
      sealingKey: (id) => current.sealingKey(id),
    },
    async stop() {
      cancel();
      await look;
    },
  };
}
