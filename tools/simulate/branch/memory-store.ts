import type { UnsafeSetting } from '../../../hub/database/durability.ts';
import type { GapReport, Held, IngestStore, KioskName, Question } from '../../../hub/ingest/ingest-store.ts';
import { advance } from '../../../hub/ingest/prefix.ts';
import { forEver } from '../world/life.ts';
import { emptyShelf, giveUpOn, note, putOn, type KioskShelf } from './kiosk-shelf.ts';

/** What the database server does to a commit. */
export type StoreMood = {
  /** As the server would answer to `current_setting`. While there is one, a commit is not on disk. */
  unsafe: readonly UnsafeSetting[];
  /** A hub that does not ask: it signs for what the server would lose. */
  isUnsafeUnnoticed: boolean;
  /** Whether the hub's process ends here: when a commit has come, or before its answer is heard. */
  dies: (when: 'before' | 'after') => boolean;
};

/** What one transaction does to the shelf of its kiosk. */
type Entry = {
  readonly kiosk: KioskName;
  readonly put: (shelf: KioskShelf) => void;
  readonly isDurable: boolean;
};

/**
 * The hub's store in memory, in two layers: what was committed while a setting was unsafe is gone with the power, and a
 * backup of yesterday can be put back. PostgreSQL passes the same contract suite.
 */
export function memoryStore() {
  const mood: StoreMood = { unsafe: [], isUnsafeUnnoticed: false, dies: () => false };
  const deviceKeys = new Map<string, string>();
  let entries: Entry[] = [];
  let shelves = new Map<string, KioskShelf>();

  function shelfOf(kiosk: KioskName): KioskShelf | undefined {
    return shelves.get(nameOf(kiosk));
  }

  function noticed(): readonly UnsafeSetting[] {
    return mood.isUnsafeUnnoticed ? [] : mood.unsafe;
  }

  function refold(kept: readonly Entry[]): void {
    entries = [...kept];
    shelves = new Map([...deviceKeys].map(([name, key]) => [name, emptyShelf(key)]));
    for (const { kiosk, put } of entries) {
      const shelf = shelfOf(kiosk);
      if (shelf !== undefined) put(shelf);
    }
  }

  function keep(entry: Entry): void {
    entries.push(entry);
    const shelf = shelfOf(entry.kiosk);
    if (shelf !== undefined) entry.put(shelf);
  }

  const store: IngestStore = {
    async read({ kiosk, sequences, chunkHashes }: Question): Promise<Held | null> {
      const shelf = shelfOf(kiosk);
      if (shelf === undefined) return null;
      const { deviceKey, revision, prefix, highest, looseChunks, links } = shelf;
      return {
        deviceKey,
        revision,
        prefix,
        highest,
        looseChunks,
        links: new Map([...links].filter(([sequence]) => sequences.includes(sequence))),
        chunkHashes: new Set(chunkHashes.filter((hash) => shelf.chunkHashes.has(hash))),
        unsafe: noticed(),
      };
    },
    /** This hub is nobody's head office. */
    async branchKey() {
      return null;
    },
    async noteRefusal(kiosk, reason) {
      const shelf = shelfOf(kiosk);
      if (shelf !== undefined) shelf.refusals[reason] = (shelf.refusals[reason] ?? 0) + 1;
    },
    async endOfRun(kiosk, from) {
      return advance(from, shelfOf(kiosk)?.links ?? new Map());
    },
    async commit(change) {
      if (mood.dies('before')) return forEver();
      const shelf = shelfOf(change.kiosk);
      if (shelf === undefined || shelf.revision !== change.revision || noticed().length > 0)
        return 'overtaken';
      keep({ kiosk: change.kiosk, put: (on) => putOn(on, change), isDurable: mood.unsafe.length === 0 });
      return mood.dies('after') ? forEver() : 'committed';
    },
    async watchGaps(missingSinceMs) {
      return watchGaps(shelves, missingSinceMs);
    },
  };

  return {
    store,
    mood,
    enrol(kiosk: KioskName, deviceKey: string): void {
      deviceKeys.set(nameOf(kiosk), deviceKey);
      shelves.set(nameOf(kiosk), emptyShelf(deviceKey));
    },
    shelfOf,
    /** See `hub/incidents/give-up.ts`. */
    giveUp: (kiosk: KioskName, nowMs: number): void =>
      keep({ kiosk, put: (shelf) => void giveUpOn(shelf, nowMs), isDurable: true }),
    shelves: (): ReadonlyMap<string, KioskShelf> => shelves,
    /** The server's power goes. */
    losePower: () => refold(entries.filter(({ isDurable }) => isDurable)),
    /** A backup as of now, to be given to {@link restore}. */
    backup: () => entries.length,
    restore: (backup: number) => refold(entries.slice(0, backup)),
  };
}

function nameOf({ kioskId, epoch }: KioskName): string {
  return `${kioskId}-${epoch}`;
}

function watchGaps(shelves: ReadonlyMap<string, KioskShelf>, missingSinceMs: number): GapReport {
  const noted: (KioskName & { readonly sequence: number })[] = [];
  let open = 0;
  for (const [name, shelf] of shelves) {
    for (const incident of shelf.incidents)
      if (incident.kind === 'gap' && incident.place.sequence <= shelf.prefix.sequence)
        incident.isResolved = true;
    if (shelf.gapSinceMs === null || shelf.gapSinceMs > missingSinceMs) continue;
    open += 1;
    const [kioskId = '', epoch = ''] = name.split('-');
    const place = { kioskId, epoch: Number(epoch), sequence: shelf.prefix.sequence + 1 };
    if (note(shelf, { kind: 'gap', place })) noted.push(place);
  }
  return { noted, open };
}
