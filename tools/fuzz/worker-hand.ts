import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker, parentPort } from 'node:worker_threads';
import type { Hand } from './crew.ts';
import { doJob } from './jobs.ts';
import type { Job, JobDone } from './jobs.ts';
import type { FuzzTarget } from './target.ts';

/** A thread running this same program. */
export function hireWorker(program: URL): Hand {
  const worker = new Worker(program);
  return {
    give: (job) => worker.postMessage(job),
    onDone(listener) {
      worker.removeAllListeners('message');
      worker.once('message', (done: JobDone) => listener(done));
    },
    onBroken(listener) {
      worker.removeAllListeners('error');
      worker.once('error', (cause) => listener(String(cause)));
    },
    dismiss: () => worker.terminate(),
  };
}

/** What the thread does: a job comes, an answer goes. */
export function serveJobs(targets: readonly FuzzTarget[]): void {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  parentPort?.on('message', (job: Job) => {
    const target = targets.find(({ name }) => name === job.target);
    if (target !== undefined) parentPort?.postMessage(doJob(target, job, collectGarbage));
  });
}
