import { forEver, type Life } from './life.ts';

type Work = (lock: null) => unknown;
type Claim = { readonly life: Life; readonly enter: () => void };

/** The Web Locks of one browser: a window that dies lets go of what it held. Exclusive locks only, which is all that is used. */
export function browserLocks() {
  const holders = new Map<string, Claim>();
  const queues = new Map<string, Claim[]>();

  function next(name: string): void {
    const queue = queues.get(name) ?? [];
    let claim = queue.shift();
    while (claim?.life.isOver() === true) claim = queue.shift();
    if (claim === undefined) return void holders.delete(name);
    holders.set(name, claim);
    claim.enter();
  }

  function letGo(name: string, claim: Claim): void {
    if (holders.get(name) === claim) next(name);
  }

  function request(life: Life, name: string, signal: AbortSignal | undefined, work: Work): Promise<unknown> {
    if (life.isOver()) return forEver();
    return new Promise((resolve, reject) => {
      const queue = queues.get(name) ?? [];
      const claim: Claim = {
        life,
        enter: () => {
          const done = (async () => work(null))();
          done.then(resolve, reject);
          void done.catch(() => undefined).then(() => letGo(name, claim));
        },
      };
      queues.set(name, queue);
      queue.push(claim);
      signal?.addEventListener('abort', () => {
        if (!queue.includes(claim)) return;
        queue.splice(queue.indexOf(claim), 1);
        reject(new DOMException('left the queue', 'AbortError'));
      });
      life.onEnd(() => letGo(name, claim));
      if (!holders.has(name)) next(name);
    });
  }

  return {
    /** `navigator.locks` as one window sees it. */
    of(life: Life): Pick<LockManager, 'request'> {
      return {
        request: (name: string, options: LockOptions | Work, work?: Work) =>
          typeof options === 'function'
            ? request(life, name, undefined, options)
            : request(life, name, options.signal, work ?? (() => undefined)),
      } as Pick<LockManager, 'request'>;
    },
  };
}
