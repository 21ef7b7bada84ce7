import { isLineFault } from '../../hardware/faults/line-fault.ts';
import type { LineEvent, Point, Recording } from './points.ts';
import { openSession } from './session.ts';
import type { Session, Telling } from './session.ts';
import { mishapText } from './subject.ts';
import type { Mishap, Subject } from './subject.ts';

export type Cell = {
  readonly device: string;
  readonly mishap: string;
  readonly point: string;
  /** What was told from the mishap on, ending with how the operation ended where that came later. */
  readonly outcome: string;
  /** How long the customer waited for the operation's end, or to hear that the device is out of order. */
  readonly waitedMs: number;
  /** How the next operation ended, and how long it took. */
  readonly next: string;
  readonly nextMs: number;
  /** Null when all is as it must be. */
  readonly wrong: string | null;
};

const connectingMs = 2_000;
const idleMs = 1_000;
const afterwardsMs = 1_500;
/** Longest for a driver to find its device again once everything is in order. */
const recoveryMs = 15_000;
/** As long as one customer takes to leave and the next to come up to the machine. */
const betweenCustomersMs = 7_000;

/** What passes in a session in which nothing goes wrong. */
export async function recordSession(subject: Subject): Promise<Recording> {
  const events: LineEvent[] = [];
  const session = openSession(subject, (event) => events.push(event));
  const startedMs = await reachOperation(session);
  await untilOver(session, subject, startedMs);
  const end = endOf(session, subject, startedMs);
  if (end === null || !subject.success.test(end.what)) {
    throw new Error(`${subject.device}: the operation fails even without a fault`);
  }
  session.enter('afterwards');
  await session.advance(afterwardsMs);
  await session.end();
  return events;
}

/** One mishap at one point of one session, and what comes after it. */
export async function runCell(subject: Subject, mishap: Mishap, point: Point): Promise<Cell> {
  let struckAtMs: number | null = null;
  const session = openSession(subject, (event) => {
    if (struckAtMs !== null || !point.isReached(event)) return;
    struckAtMs = session.nowMs();
    strike(session, mishap, point);
  });
  if ('name' in mishap && !isLineFault(mishap.name) && !session.twin.faults.includes(mishap.name)) {
    throw new Error(`${subject.device} knows no fault ${mishap.name}`);
  }
  const startedMs = await reachOperation(session);
  await untilOver(session, subject, startedMs);
  const overAtMs = session.nowMs();
  session.enter('afterwards');
  await session.advance(afterwardsMs);

  const end = endOf(session, subject, startedMs);
  const sinceMs = struckAtMs ?? startedMs;
  const outOfOrder = end === null ? outOfOrderSince(session, sinceMs) : null;
  const outcome = outcomeOf(session, subject, sinceMs, end);
  const isLost = end === null && outOfOrder === null;
  const next = await nextOperation(session, subject, mishap);
  await session.end();
  return {
    device: subject.device,
    mishap: mishapText(mishap),
    point: point.name,
    outcome:
      isLost && subject.isOneWay ? [...outcome, 'lost: nothing is owed'].join(' → ') : outcome.join(' → '),
    waitedMs: Math.max(
      0,
      Math.round((end?.atMs ?? outOfOrder?.atMs ?? overAtMs) - Math.max(startedMs, sinceMs)),
    ),
    next: next.what,
    nextMs: next.tookMs,
    wrong:
      struckAtMs === null
        ? 'never struck'
        : isLost && !subject.isOneWay
          ? 'stuck'
          : next.isSuccess
            ? session.audit()
            : 'next operation fails',
  };
}

async function reachOperation(session: Session): Promise<number> {
  await session.advance(connectingMs);
  session.enter('idle');
  await session.advance(idleMs / 2);
  session.rest();
  await session.advance(idleMs / 2);
  session.enter('operating');
  const startedMs = session.nowMs();
  session.operate();
  return startedMs;
}

function strike({ plan, twin, order }: Session, mishap: Mishap, { strikesAtOnce }: Point): void {
  if ('order' in mishap) order(mishap.order);
  else if (!isLineFault(mishap.name)) twin.setFault(mishap);
  else if (strikesAtOnce) plan.strike(mishap.name);
  else plan.add({ ...mishap, after: 0 });
}

/** How an operation begun at `sinceMs` ended; null while it has not. */
function endOf({ told }: Session, { success, failure }: Subject, sinceMs: number): Telling | null {
  const isEnd = ({ atMs, what, isState }: Telling) =>
    !isState && atMs >= sinceMs && (success.test(what) || failure.test(what));
  return told.find(isEnd) ?? null;
}

async function untilOver(session: Session, subject: Subject, startedMs: number): Promise<void> {
  await session.until(() => endOf(session, subject, startedMs) !== null, subject.deadlineMs);
}

/** A line that is bad for good may make a driver tell now this, now that: what it told so lately still counts. */
const latelyMs = 5_000;

/** When it was first told that the device is not in order, if that was said lately or is the last word. */
function outOfOrderSince({ told, nowMs }: Session, sinceMs: number): Telling | null {
  const states = told.filter(({ isState }) => isState);
  const isLate = (state: Telling) => state === states.at(-1) || state.atMs >= nowMs() - latelyMs;
  if (!states.some((state) => isLate(state) && !isInOrder(state))) return null;
  return states.find((state) => state.atMs >= sinceMs && !isInOrder(state)) ?? null;
}

function isInOrder(state: Telling | undefined): boolean {
  return state === undefined || state.what.startsWith('online');
}

const carriedOn = 'carried on';
/** A line that is bad for good makes a driver tell the same two things in turn. */
const mostTold = 4;

function outcomeOf(
  session: Session,
  subject: Subject,
  sinceMs: number,
  end: Telling | null,
): readonly string[] {
  const states = session.told
    .filter(({ atMs, isState }) => isState && atMs >= sinceMs)
    .map(({ what }) => what);
  const shown =
    states.length > mostTold ? [...states.slice(0, mostTold - 1), '…', ...states.slice(-1)] : states;
  const told = end !== null && end.atMs >= sinceMs ? [...shown, shortOf(subject, end.what)] : shown;
  return told.length === 0 && end !== null ? [carriedOn] : told;
}

/** Success in as many words as its pattern; a failure says all it knows. */
function shortOf({ success }: Subject, what: string): string {
  return success.exec(what)?.[0] ?? what;
}

async function nextOperation(session: Session, subject: Subject, mishap: Mishap) {
  session.plan.clear();
  if ('name' in mishap) session.twin.setFault({ ...mishap, times: 0 });
  for (const words of subject.tidy) session.order(words);
  await session.advance(betweenCustomersMs);
  await session.until(() => isInOrder(session.told.findLast(({ isState }) => isState)), recoveryMs);
  const startedMs = session.nowMs();
  const first = await operation(session, subject);
  // Who is owed no answer does it again when nothing happens.
  const end = first ?? (subject.isOneWay ? await operation(session, subject) : null);
  const words = end === null ? 'nothing' : shortOf(subject, end.what);
  return {
    what: first === null && end !== null ? `${words}, at the second try` : words,
    tookMs: Math.round((end?.atMs ?? session.nowMs()) - startedMs),
    isSuccess: end !== null && subject.success.test(end.what),
  };
}

async function operation(session: Session, subject: Subject): Promise<Telling | null> {
  const startedMs = session.nowMs();
  session.operate();
  await untilOver(session, subject, startedMs);
  return endOf(session, subject, startedMs);
}
