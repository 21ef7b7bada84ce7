/** Knows when nothing is under way any more, so that virtual time may move on: what the ports have begun is counted. */
export type Settling = {
  /** Something began that goes on over turns of the event loop; the answer ends it. */
  readonly begin: () => () => void;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly settled: () => Promise<void>;
};

/** An event of IndexedDB may be followed by one more that nobody counts. */
const quietTurns = 2;

export function newSettling(): Settling {
  let underWay = 0;

  function begin(): () => void {
    underWay += 1;
    let hasEnded = false;
    return () => {
      if (!hasEnded) underWay -= 1;
      hasEnded = true;
    };
  }

  return {
    begin,
    during: (work) => work.finally(begin()),
    async settled() {
      for (let quiet = 0; quiet < quietTurns; quiet = underWay > 0 ? 0 : quiet + 1) await turn();
    },
  };
}

/** Every promise that can settle has settled. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
