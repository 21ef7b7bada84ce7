import type { Clock } from '../../core/lib/clock.ts';
import { decideNext } from '../rules/decide-next.ts';
import type { WorkCalendar } from '../work/calendar.ts';
import { openNext, type WorkParts } from './open-next.ts';
import { workRevision } from './queue.ts';
import { wakeAtStart } from './reopen.ts';

export type Opener = {
  /** Something may be waiting. Cheap; calls during a pass lead to one more pass. */
  readonly wake: () => void;
  /** Lets what is in hand be finished and begins nothing more. */
  readonly stop: () => Promise<void>;
};

/** Looks so often by itself: for what another hub stored and could not open, and for what was put off. */
const everyMs = 5_000;

export type OpenerParts = Pick<WorkParts, 'pool' | 'keys' | 'onFailure'> & {
  readonly clock: Clock;
  /** False while the hub has uploads to take in: those wait for nobody, opening can. Asked before each step. */
  readonly mayWork?: () => boolean;
  readonly calendar?: WorkCalendar;
  /** Default {@link workRevision}. */
  readonly revision?: number;
};

/**
 * Opens and decides what has been stored, behind the uploads' back, beside any number of other hubs. What a killed hub
 * left waiting is found by the next look of any of them.
 */
export function startOpener(given: OpenerParts): Opener {
  const parts = { ...given, revision: given.revision ?? workRevision };
  let pass: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;
  let isFirst = true;
  let cancel = given.clock.after(everyMs, tick);

  function tick(): void {
    cancel = given.clock.after(everyMs, tick);
    wake();
  }

  async function run(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      await workThrough().catch(given.onFailure);
    }
    pass = null;
  }

  async function workThrough(): Promise<void> {
    if (isFirst) await wakeAtStart(parts.pool, parts.revision);
    isFirst = false;
    // Opening comes first, so that a cancellation and what it cancels are both seen when one of them is decided.
    await untilIdle(async () => (await openNext(parts)) > 0);
    await untilIdle(() => decideNext(parts));
  }

  /** @param step false when there was nothing to do */
  async function untilIdle(step: () => Promise<boolean>): Promise<void> {
    let hasMore = true;
    while (hasMore && mayGoOn()) hasMore = await step();
  }

  function mayGoOn(): boolean {
    return !isStopped && given.mayWork?.() !== false;
  }

  function wake(): void {
    isWanted = true;
    if (!isStopped) pass ??= run();
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      cancel();
      await pass;
    },
  };
}
