import type { Durability } from '../lines.ts';

/** One errand to keep: a fresh UUID, and the payload that a contender without sealing stores in clear. */
export type Errand = { readonly id: string; readonly payload: string };

/** A queue under test. Every promise resolves when the library says that it is done, and rejects when it failed. */
export type Contender = {
  readonly enqueue: (errand: Errand) => Promise<void>;
  /** Many at once, in the library's own best way; not timed. */
  readonly fill: (errands: readonly Errand[]) => Promise<void>;
  /** Sends all that waits and removes it. */
  readonly drain: () => Promise<void>;
  /** What is still stored for sending. */
  readonly waiting: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export type Place = {
  /** Of this line and round alone; the product has its own name. */
  readonly database: string;
  readonly durability: Durability;
  /** Where rows are counted. */
  readonly countUrl: string;
  /** The most rows that travel together. */
  readonly batchRows: number;
};

/** A peer's POST to the counting server. The content type spares the browser a preflight request. */
export function countRequest(countUrl: string, errands: readonly Errand[]): Request {
  return new Request(countUrl, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(errands.map(({ id, payload }) => ({ id, payload }))),
  });
}

export async function sendErrands({ countUrl }: Place, errands: readonly Errand[]): Promise<void> {
  const answer = await fetch(countRequest(countUrl, errands));
  if (!answer.ok) throw new Error(`the counting server answered ${answer.status}`);
}
