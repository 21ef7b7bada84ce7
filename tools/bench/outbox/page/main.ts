import { unreachable } from '../../../../core/lib/unreachable.ts';
import { doneTitle, type ContenderName, type LineFigures, type Order } from '../lines.ts';
import type { Contender, Errand, Place } from './contender.ts';
import { watchDurability } from './durability.ts';

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

/** 1 KiB as text: about what sealing leaves of an errand. */
const payloadBytes = 768;
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
  contender = await open(order.contender, order);
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

/** Each contender is a file of its own that only its own page loads. */
async function open(name: ContenderName, place: Place): Promise<Contender> {
  switch (name) {
    case 'care-kiosk':
      return (await import('./care-kiosk.ts')).openCareKiosk();
    case 'plain-dexie':
      return (await import('./plain-dexie.ts')).openPlainDexie(place);
    case 'rxdb':
      return (await import('./rxdb.ts')).openRxdb(place);
    case 'pouchdb':
      return (await import('./pouchdb.ts')).openPouchdb(place);
    case 'workbox':
      return (await import('./workbox.ts')).openWorkbox(place);
    default:
      return unreachable(name);
  }
}

function newErrand(): Errand {
  const bytes = crypto.getRandomValues(new Uint8Array(payloadBytes));
  return { id: crypto.randomUUID(), payload: btoa(String.fromCharCode(...bytes)) };
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
