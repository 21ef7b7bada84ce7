import type { Random } from '../../../core/lib/random.ts';
import { peerLines, type Line } from '../../bench/outbox/lines.ts';
import { kioskWait, turned, waitOf } from '../plan.ts';
import { backends, type Backend } from '../trial.ts';

export type PeerTrial = {
  /** Place in the run, from 1. */
  readonly number: number;
  readonly line: Line;
  readonly backend: Backend;
  /** From the first acknowledgement to the cut. */
  readonly waitMs: number;
};

/** Each line as often as the others and in turn, with waits as a kiosk has them; the same seed plans the same. */
export function planPeerTrials(trialsPerLine: number, random: Random): readonly PeerTrial[] {
  const trials: PeerTrial[] = [];
  for (let round = 0; round < trialsPerLine; round += 1)
    for (const line of turned(peerLines, random.below(peerLines.length))) {
      const backend = backends[round % backends.length] ?? 'leveldb';
      trials.push({ number: trials.length + 1, line, backend, waitMs: waitOf(kioskWait, random) });
    }
  return trials;
}
