import path from 'node:path';
import type { JournalDisk, JournalFile } from '../../../host/journal/journal-disk.ts';
import type { Dice } from '../world/dice.ts';
import { afterPowerCut, asOnDisk, commonLength, cutAt, type DiskFile } from './disk-file.ts';
import { forEver, type Life } from '../world/life.ts';

/** What goes wrong on a disk: for how many of the next operations of a kind, in the system's words. */
export type DiskMood = {
  isFull: boolean;
  failingSyncs: number;
  failingWrites: number;
  failingReads: number;
  /** Syncs answer at once and do nothing: a bug, not a fault. */
  isLying: boolean;
};

const failureNames = {
  failingSyncs: 'EIO at a sync',
  failingWrites: 'EIO at a write',
  failingReads: 'EIO at a read',
} as const;

/** Steps of the disk at which a machine may die. */
export type DiskStep = 'written' | 'synced';

/**
 * The host's disk in memory. Only what was synced survives a power cut for certain; what was written behind it survives
 * to a random length, and a name only when its folder was synced. One disk, many lives of the host.
 */
export function simulatedDisk(
  dice: Dice,
  onStep: (life: Life, step: DiskStep) => void,
  onFailure: (what: string) => void,
) {
  let names = new Map<string, DiskFile>();
  let syncedNames = new Map<string, DiskFile>();
  const folders = new Set<string>();
  const mood: DiskMood = {
    isFull: false,
    failingSyncs: 0,
    failingWrites: 0,
    failingReads: 0,
    isLying: false,
  };

  function fails(kind: 'failingSyncs' | 'failingWrites' | 'failingReads'): boolean {
    if (mood[kind] === 0) return false;
    mood[kind] -= 1;
    onFailure(failureNames[kind]);
    return true;
  }

  function found(file: string): DiskFile {
    const there = names.get(file);
    if (there === undefined) throw errno('ENOENT');
    return there;
  }

  function handle(life: Life, file: DiskFile): JournalFile {
    const alive = <T>(work: () => T): Promise<T> => whileAlive(life, work);
    return {
      sizeBytes: () => alive(() => file.content.length),
      async append(bytes) {
        if (life.isOver()) return forEver();
        const fate = mood.isFull ? 'ENOSPC' : fails('failingWrites') ? 'EIO' : null;
        if (fate === 'ENOSPC') onFailure('ENOSPC');
        const written = fate === null ? bytes : bytes.subarray(0, dice.below(bytes.length));
        file.content = Buffer.concat([file.content, written]);
        if (fate !== null) throw errno(fate);
        onStep(life, 'written');
        return whileAlive(life, () => undefined);
      },
      truncate: (lengthBytes) =>
        alive(() => {
          file.content = file.content.subarray(0, lengthBytes);
          file.dropped = cutAt(file.dropped, lengthBytes);
        }),
      async datasync() {
        if (life.isOver()) return forEver();
        if (fails('failingSyncs')) {
          const from = commonLength(file.synced, file.content);
          file.dropped = [...cutAt(file.dropped, from), { from, to: file.content.length }];
          throw errno('EIO');
        }
        if (!mood.isLying) file.synced = asOnDisk(file);
        onStep(life, 'synced');
        return whileAlive(life, () => undefined);
      },
      close: () => alive(() => undefined),
    };
  }

  return {
    mood,
    /** The disk as one life of the host uses it. */
    of(life: Life): JournalDisk {
      const alive = <T>(work: () => T): Promise<T> => whileAlive(life, work);
      return {
        makeFolder: (folder) => alive(() => void folders.add(folder)),
        list: (folder) =>
          alive(() =>
            [...names.keys()]
              .filter((name) => path.dirname(name) === folder)
              .map((name) => path.basename(name)),
          ),
        sizeBytes: (file) => alive(() => found(file).content.length),
        read: (file, offset, lengthBytes) =>
          alive(() => {
            if (fails('failingReads')) throw errno('EIO');
            return Buffer.from(found(file).content.subarray(offset, offset + lengthBytes));
          }),
        open: (file) =>
          alive(() => {
            if (!names.has(file) && mood.isFull) throw errno('ENOSPC');
            const there = names.get(file) ?? {
              content: Buffer.alloc(0),
              synced: Buffer.alloc(0),
              dropped: [],
            };
            names.set(file, there);
            return handle(life, there);
          }),
        remove: (file) => alive(() => void (found(file) && names.delete(file))),
        rename: (from, to) =>
          alive(() => {
            const moving = [...names.keys()].filter((name) => name === from || name.startsWith(`${from}/`));
            for (const name of moving) {
              names.set(`${to}${name.slice(from.length)}`, found(name));
              names.delete(name);
            }
          }),
        syncFolder: (folder) =>
          alive(() => {
            const isIn = ([name]: readonly [string, DiskFile]) => path.dirname(name) === folder;
            if (mood.isLying) return;
            syncedNames = new Map([
              ...[...syncedNames].filter((entry) => !isIn(entry)),
              ...[...names].filter(isIn),
            ]);
          }),
      };
    },
    /** What stands on disk for certain, by file. */
    durable: (): ReadonlyMap<string, Buffer> =>
      new Map([...syncedNames].map(([name, file]) => [name, file.synced])),
    content: (): ReadonlyMap<string, Buffer> =>
      new Map([...names].map(([name, file]) => [name, file.content])),
    /** The power goes: unsynced names and bytes survive by chance. */
    losePower(): void {
      names = new Map([
        ...syncedNames,
        ...[...names].filter(([name]) => syncedNames.has(name) || dice.chance(50)),
      ]);
      for (const file of names.values()) {
        file.content = afterPowerCut(file, dice);
        file.synced = file.content;
        file.dropped = [];
      }
      syncedNames = new Map(names);
    },
    /** While no host runs: somebody, or a dying disk, has been at the files. */
    replace(change: (files: ReadonlyMap<string, Buffer>) => ReadonlyMap<string, Buffer>): void {
      names = new Map(
        [...change(this.content())].map(([name, content]) => [
          name,
          { content, synced: content, dropped: [] },
        ]),
      );
      syncedNames = new Map(names);
    },
  };
}
export type SimulatedDisk = ReturnType<typeof simulatedDisk>;

async function whileAlive<T>(life: Life, work: () => T): Promise<T> {
  return life.isOver() ? forEver() : work();
}

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}
