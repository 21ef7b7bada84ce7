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
  /** False while uploads need the time: those wait for nobody, opening can. Asked before each step. */
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
  const decide = () => decideNext(parts);
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
    let undecided = 0;
    await untilIdle(async () => {
      const opened = await openNext(parts);
      undecided += opened;
      return opened > 0;
    });
    // As many as were opened in any case: where there is little time, neither is to wait for the other for ever.
    await untilIdle(decide, () => (undecided -= 1) >= 0);
  }

  /** @param step false when there was nothing to do; @param isOwed whether the next is due, time or no time */
  async function untilIdle(step: () => Promise<boolean>, isOwed = () => false): Promise<void> {
    let hasMore = true;
    while (hasMore && (isOwed() ? !isStopped : mayGoOn())) hasMore = await step();
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
