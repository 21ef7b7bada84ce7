import { randomBytes } from 'node:crypto';
import { open, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../core/lib/clock.ts';
import { oneAtATime } from '../core/lib/one-at-a-time.ts';

export type RoomNews =
  /** Below the floor, or a write found the disk full. */
  | { readonly state: 'low'; readonly freeBytes: number | null }
  | { readonly state: 'enough'; readonly freeBytes: number };

export type DiskRoom = {
  /** As of the last look; null before the first, or when the system does not say. */
  readonly freeBytes: () => number | null;
  /** So much was written: after a megabyte it is looked again. */
  readonly noteWritten: (bytes: number) => void;
  /** A write found the disk full: the ballast goes, so that receipts and incidents can still be written. */
  readonly noteFull: () => void;
  readonly stop: () => Promise<void>;
};

type Parts = {
  readonly clock: Clock;
  /** The data folder first: the ballast lies there. Folders that are not there yet are left out. */
  readonly folders: readonly string[];
  readonly floorBytes: number;
  readonly ballastBytes: number;
  readonly onNews: (news: RoomNews) => void;
  /** Free bytes of a folder's disk; null when the folder is not there. The system's own word without it. */
  readonly measure?: (folder: string) => Promise<number | null>;
};

const lookEveryMs = 30_000;
const lookAfterBytes = 1024 * 1024;

/**
 * Watches the room on the disks that hold journal and database. Chromium's database may come back empty once its disk
 * was full, so errands stop before that: below the floor, and until there is a tenth more.
 */
export function watchDiskRoom(parts: Parts): DiskRoom {
  const { clock, folders, floorBytes, ballastBytes, onNews, measure = freeOn } = parts;
  const ballastFile = path.join(folders[0] ?? '.', 'ballast');
  const reopenBytes = Math.ceil(floorBytes * 1.1);
  const inTurn = oneAtATime();
  let free: number | null = null;
  let isLow = false;
  let isStopped = false;
  let written = 0;
  let looks = 0;
  let cancel = () => {};

  async function look(): Promise<void> {
    cancel();
    free = least(await Promise.all(folders.map(measure)));
    if (isStopped) return;
    if (free !== null && free < floorBytes) tell({ state: 'low', freeBytes: free });
    if (free !== null && free >= reopenBytes) {
      tell({ state: 'enough', freeBytes: free });
      // Not at the first look: a kiosk that starts has better things to do with its disk.
      if (ballastBytes > 0 && looks > 0 && free >= reopenBytes + ballastBytes)
        await makeBallast(ballastFile, ballastBytes, () => isStopped);
    }
    looks += 1;
    if (!isStopped) cancel = clock.after(lookEveryMs, () => void inTurn(look));
  }

  function tell(news: RoomNews): void {
    if (isLow === (news.state === 'low')) return;
    isLow = news.state === 'low';
    onNews(news);
  }

  void inTurn(look);
  return {
    freeBytes: () => free,
    noteWritten(bytes) {
      written += bytes;
      if (written < lookAfterBytes) return;
      written = 0;
      void inTurn(look);
    },
    noteFull() {
      void inTurn(async () => {
        await rm(ballastFile, { force: true }).catch(() => undefined);
        if (!isStopped) tell({ state: 'low', freeBytes: free });
      });
    },
    async stop() {
      isStopped = true;
      cancel();
      await inTurn(async () => undefined);
    },
  };
}

function least(found: readonly (number | null)[]): number | null {
  const known = found.filter((bytes) => bytes !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** As an ordinary user may use it: a file system keeps some back for root. */
async function freeOn(folder: string): Promise<number | null> {
  const room = await statfs(folder).catch(() => null);
  return room === null ? null : room.bavail * room.bsize;
}

const pieceBytes = 1024 * 1024;

/**
 * Written, not merely declared: a sparse file would give nothing back. Random, so that nothing compresses it away.
 * Where it does not fit there is nothing to hold back.
 */
async function makeBallast(file: string, lengthBytes: number, isGivenUp: () => boolean): Promise<void> {
  const known = await stat(file).catch(() => null);
  if (known?.size === lengthBytes) return;
  try {
    const handle = await open(file, 'w', 0o600);
    try {
      for (let left = lengthBytes; left > 0 && !isGivenUp(); left -= pieceBytes)
        await handle.write(randomBytes(Math.min(pieceBytes, left)));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
