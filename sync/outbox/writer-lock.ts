import type { Clock } from '../../core/lib/clock.ts';

/** An older window hears that it was replaced and finishes what is under way; a dead one has let go already. */
const patienceMs = 10_000;

/**
 * Only one window of the kiosk writes: it holds this lock from the opening of the queue to its close. A window that dies
 * lets go of it (Web Locks API, section 2.6).
 *
 * @param locks null where the browser has none
 * @returns lets go of it; null when another window has not done so in time
 */
export async function holdWriterLock(
  locks: Pick<LockManager, 'request'> | null,
  clock: Clock,
): Promise<(() => void) | null> {
  if (locks === null) return () => undefined;
  const giveUp = new AbortController();
  const cancel = clock.after(patienceMs, () => giveUp.abort());
  try {
    return await new Promise<() => void>((held, fail) => {
      const hold = () => new Promise<void>((letGo) => held(letGo));
      locks.request('outbox', { signal: giveUp.signal }, hold).catch(fail);
    });
  } catch {
    return null;
  } finally {
    cancel();
  }
}
