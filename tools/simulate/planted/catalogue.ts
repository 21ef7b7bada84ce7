import { acceptWithSequenceOutside } from './accept-outside.ts';
import { noBugs, type Bugs } from './bugs.ts';
import {
  forgetful,
  impatient,
  journalledLater,
  orderedByWallClock,
  silentWhileIdle,
  stubborn,
} from './hosts.ts';

/** Bugs that other queues have had (sync.md 3 and 8.7). A simulation that does not find each of them proves nothing. */
export const plantedBugs = {
  'relaxed-durability': { ...noBugs, relaxedDurability: true },
  'delete-before-receipt': { ...noBugs, deletedAtSending: true },
  'sequence-outside-transaction': { ...noBugs, accept: acceptWithSequenceOutside },
  'retry-on-4xx': { ...noBugs, lineHost: stubborn },
  'retry-after-ignored': { ...noBugs, lineHost: impatient },
  'wall-clock-order': { ...noBugs, lineHost: orderedByWallClock },
  'two-drainers': { ...noBugs, twoDrainers: true },
  'unsigned-receipt': { ...noBugs, unsignedReceiptAccepted: true },
  'journal-after-screen': { ...noBugs, queueHost: journalledLater },
  'epoch-reused': { ...noBugs, epochReused: true },
  'journal-not-synced': { ...noBugs, diskThatLies: true },
  'silent-while-idle': { ...noBugs, lineHost: silentWhileIdle },
  'nothing-from-the-journal': { ...noBugs, lineHost: forgetful },
  'hub-signs-unsafe': { ...noBugs, hubSignsUnsafe: true },
} as const satisfies Readonly<Record<string, Bugs>>;

export type BugName = keyof typeof plantedBugs;
export const bugNames = Object.keys(plantedBugs) as readonly BugName[];
