import { Worker, parentPort } from 'node:worker_threads';
import type { Hand } from '../fuzz/crew.ts';
import { doJob, type SeedJob, type SeedJobDone } from './jobs.ts';

/** A thread running this same program. */
export function hireWorker(program: URL): Hand<SeedJob, SeedJobDone> {
  const worker = new Worker(program);
  return {
    give: (job) => worker.postMessage(job),
    onDone(listener) {
      worker.removeAllListeners('message');
      worker.once('message', (done: SeedJobDone) => listener(done));
    },
    onBroken(listener) {
      worker.removeAllListeners('error');
      worker.once('error', (cause) => listener(String(cause)));
    },
    dismiss: () => worker.terminate(),
  };
}

/** What the thread does: a job comes, an answer goes. */
export function serveJobs(): void {
  parentPort?.on('message', async (job: SeedJob) => {
    parentPort?.postMessage(await doJob(job));
  });
}
