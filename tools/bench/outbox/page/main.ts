import { doneTitle, type LineFigures, type Order } from '../lines.ts';
import type { Contender, Errand } from './contender.ts';
import { watchDurability } from './durability.ts';
import { newErrand, openContender } from './open-contender.ts';

/** What the driver calls; one line a page, so that each contender has a heap of its own. */
export type OutboxBench = {
  /** Answers at once; the page's title says when it is done. */
  readonly begin: (order: Order) => void;
  readonly figures: () => Promise<LineFigures>;
  /** JS heap in use, bytes; precise only with Chromium's `--enable-precise-memory-info`. */
  readonly heapBytes: () => number;
  readonly close: () => Promise<void>;
};

declare global {
  interface Window {
    outboxBench?: OutboxBench;
  }
}

const fillRows = 100;

let contender: Contender | null = null;
let running: Promise<LineFigures> | null = null;

window.outboxBench = {
  begin(order) {
    running = run(order);
    void running.catch(() => undefined).then(() => (document.title = doneTitle));
  },
  async figures() {
    if (running === null) throw new Error('nothing was begun');
    return running;
  },
  heapBytes() {
    const { memory } = performance as Performance & { readonly memory: { readonly usedJSHeapSize: number } };
    return memory.usedJSHeapSize;
  },
  async close() {
    await contender?.close();
  },
};

async function run(order: Order): Promise<LineFigures> {
  const opened = watchDurability(order.isForced ? order.durability : null);
  contender = await openContender(order.contender, order);
  const errands = Array.from({ length: order.rows }, newErrand);
  const timedFrom = order.warmUps + order.timed;
  await enqueueEach(contender, errands.slice(0, order.warmUps));
  const enqueueMs = await enqueueEach(contender, errands.slice(order.warmUps, timedFrom));
  for (let at = timedFrom; at < order.rows; at += fillRows)
    await contender.fill(errands.slice(at, at + fillRows));
  const openedAs = [...opened];
  const waitingBefore = await contender.waiting();
  const startMs = performance.now();
  await contender.drain();
  const drainMs = performance.now() - startMs;
  return { enqueueMs, drainMs, openedAs, waitingBefore, waitingAfter: await contender.waiting() };
}

/** How long each took, milliseconds. */
async function enqueueEach(queue: Contender, errands: readonly Errand[]): Promise<number[]> {
  const took: number[] = [];
  for (const errand of errands) {
    const startMs = performance.now();
    await queue.enqueue(errand);
    took.push(performance.now() - startMs);
  }
  return took;
}
