import type { Input, KioskFacts, Output } from '../../../core/contract/calls.ts';
import type { PrintOutcome } from '../../../core/slips/slip.ts';
import type { LineRules } from '../check/line-rules.ts';
import type { Bugs } from '../planted/bugs.ts';
import type { Life } from '../world/life.ts';
import type { World } from '../world/world.ts';
import type { PlannedCrash } from './crashes.ts';
import type { SimulatedDatabase } from './database.ts';
import type { Commit } from './database-log.ts';
import type { Enrolment } from './enrolment.ts';
import type { WallClock } from './wall-clock.ts';

/** What a kiosk is made of, and who is told of what it does. */
export type MachineParts = {
  readonly world: World;
  readonly wall: WallClock;
  readonly enrolment: Enrolment;
  readonly trust: KioskFacts['trust'];
  readonly rules: LineRules;
  readonly bugs: Bugs;
  readonly crashes: readonly PlannedCrash[];
  readonly losesAnswer: (name: string) => boolean;
  readonly onCommit: (database: SimulatedDatabase, commit: Commit) => void;
  readonly onUploadAnswer: (window: Life, answer: Output<'hub.upload'>) => void;
  readonly onUpload: (window: Life, upload: Input<'hub.upload'>) => void;
  /** Something else than the kiosk has been at the database. */
  readonly onDamage: () => void;
  /** What the hub has signed for. */
  readonly receiptedUpTo: () => number;
  readonly put: (transactionId: string) => Promise<PrintOutcome>;
};
