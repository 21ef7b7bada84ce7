import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../core/lib/result.ts';

export const help = `usage: npm run powercut -- [flags]

Cuts the power under a kiosk and under a hub, again and again, and counts what had been acknowledged and is gone. Their
data lies on a file system of its own in a file, and that file system is shut down without a flush. Needs Linux, root,
loop devices, the ext4 tools, perl and Chromium; without them nothing is run and nothing is claimed.

strict     the real outbox in a real Chromium, its journal in the real webhost: nothing may be lost
relaxed    the same with IndexedDB's default durability: must lose, or this rig could not see a loss
hub        the real hub with its own PostgreSQL: nothing that it has signed for may be lost

With --peers, and only then, the queues of other makers are cut instead, alone in a page of that same browser: plain
Dexie, RxDB, PouchDB and Workbox, strict and as they come. What they lose is no failure; it stands in their line of
npm run bench -- outbox, as ours does.

Every trial leaves a line in out/powercut/trials.jsonl. The last line is one JSON object; the exit code is 1 when
anything was lost that must not be, or when the run proves too little.

  --trials N   of each cell; default 20, some 10 seconds each
  --peers      cuts under the eight peer lines, and under nothing of ours
  --seed N     default 1; chooses the moments of the cuts and the order of the cells
  --keep       keeps each trial's disk image in out/powercut/
  --help`;

export type PowerCutOptions = {
  readonly cuts: 'own' | 'peers';
  readonly trialsPerCell: number;
  readonly seed: number;
  readonly keepsImages: boolean;
};

/** The error is a sentence for the person who typed it; null asks for the help text. */
export function parsePowerCutArguments(argv: readonly string[]): Result<PowerCutOptions | null, string> {
  const flags = {
    trials: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    peers: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options: flags, strict: true });
    if (values.help) return ok(null);
    if (!/^[1-9]\d{0,3}$/.test(values.trials)) return err('--trials takes a number from 1 to 9999');
    if (!/^\d{1,9}$/.test(values.seed)) return err('--seed takes a number of at most nine digits');
    return ok({
      cuts: values.peers ? 'peers' : 'own',
      trialsPerCell: Number(values.trials),
      seed: Number(values.seed),
      keepsImages: values.keep,
    });
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}
