import { watchDurability } from '../../../bench/outbox/page/durability.ts';
import { newErrand, openContender } from '../../../bench/outbox/page/open-contender.ts';
import type { Line } from '../../../bench/outbox/lines.ts';

/** What the rig asks of a page that keeps errands in a peer's queue. */
export type PeerCutPage = {
  /** Keeps errands one after the other, and tells each; ends only by failing. */
  readonly keepForEver: (line: Line) => Promise<never>;
  /** How many errands its database has. */
  readonly kept: (line: Line) => Promise<number>;
};

declare global {
  interface Window {
    peerCut: PeerCutPage;
    /** The rig listens here. */
    readonly peerKept: () => void;
  }
}

window.peerCut = {
  async keepForEver(line) {
    const queue = await open(line);
    for (;;) {
      await queue.enqueue(newErrand());
      window.peerKept();
    }
  },
  async kept(line) {
    return (await open(line)).waiting();
  },
};

function open({ contender, durability, by }: Line) {
  watchDurability(by === 'forced' ? durability : null);
  // Nothing is sent: a request of the peer's queue only has to be one.
  return openContender(contender, { database: 'peer', durability, countUrl: location.href, batchRows: 1 });
}
