import { availableParallelism } from 'node:os';
import { Worker, parentPort } from 'node:worker_threads';
import { realClock } from '../../machine/real-clock.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { workOff, type Hand } from '../fuzz/crew.ts';
import { backlogOf, fleetKiosk, prepareBacklog, type Backlog, type PreparedBacklog } from './prepare.ts';

/** Kiosks `from` up to but not including `to`, each with a backlog of its own. */
export type Part = {
  readonly from: number;
  readonly to: number;
  /** Of each. */
  readonly rows: number;
  /** In one upload. */
  readonly batch: number;
};

type PrepareJob = Part & { readonly target: string; readonly sealingKey: NamedKey };

/** Small enough that progress shows, and that what travels between threads stays a few megabytes. */
const kiosksInJob = 40;
/** A job takes less than a second. */
const jobDeadlineMs = 300_000;

/**
 * Makes the backlogs of a part of the fleet on all cores.
 *
 * @param program whose threads call {@link servePreparing}
 * @param tell hears how many are made
 */
export async function prepareFleet(
  program: URL,
  part: Part,
  sealingKey: NamedKey,
  tell: (done: number) => void,
): Promise<readonly Backlog[]> {
  const backlogs: Backlog[] = [];
  const jobs = Array.from({ length: Math.ceil((part.to - part.from) / kiosksInJob) }, (_, at): PrepareJob => {
    const from = part.from + at * kiosksInJob;
    const to = Math.min(part.to, from + kiosksInJob);
    return { ...part, target: `kiosks ${from} to ${to - 1}`, from, to, sealingKey };
  });
  await workOff<PrepareJob, readonly PreparedBacklog[]>(jobs, {
    hire: () => hireWorker(program),
    hands: Math.min(availableParallelism(), jobs.length),
    deadlineMs: jobDeadlineMs,
    after: realClock().after,
    onJob({ target }, prepared) {
      if (prepared === null) throw new Error(`${target} could not be prepared`);
      for (const one of prepared) backlogs.push(backlogOf(one));
      tell(backlogs.length);
    },
  });
  return backlogs;
}

function hireWorker(program: URL): Hand<PrepareJob, readonly PreparedBacklog[]> {
  const worker = new Worker(program);
  return {
    give: (job) => worker.postMessage(job),
    onDone(listener) {
      worker.removeAllListeners('message');
      worker.once('message', listener);
    },
    onBroken(listener) {
      worker.removeAllListeners('error');
      worker.once('error', (cause) => listener(String(cause)));
    },
    dismiss: () => worker.terminate(),
  };
}

/** What the thread does: a job comes, backlogs go. */
export function servePreparing(): void {
  parentPort?.on('message', ({ from, to, rows, batch, sealingKey }: PrepareJob) => {
    const prepared = Array.from({ length: to - from }, (_, at) =>
      prepareBacklog(fleetKiosk(from + at), rows, batch, sealingKey),
    );
    parentPort?.postMessage(prepared);
  });
}
