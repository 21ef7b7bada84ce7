import { execFile, spawnSync } from 'node:child_process';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endProcessesIn } from './processes-in.ts';

const run = promisify(execFile);

/** Sparse: it takes the room of what is written. Far above the floor under which a kiosk takes no errands. */
const imageBytes = 6 * 1024 ** 3;

/** Children of a killed program let go of their files late. */
const unmounting = { attempts: 20, pauseMs: 150 } as const;

/** A file system of its own in a file, whose power can be cut. */
export type Disk = {
  readonly mountPoint: string;
  readonly imageFile: string;
  /** Writes down everything, so that what was there before the trial is not what gets lost. */
  readonly sync: () => Promise<void>;
  /** Cuts the power, in this very turn: whatever is not on the disk by now never gets there. */
  readonly cut: () => void;
  /** Ends whoever still stands on it, and mounts it anew, as after the power has come back. */
  readonly remount: () => Promise<void>;
  /** Unmounts it and removes its image. */
  readonly dispose: () => Promise<void>;
};

/** @param folder takes `<name>.img` and the mount point `<name>` */
export async function makeDisk(folder: string, name: string): Promise<Disk> {
  const imageFile = path.join(folder, `${name}.img`);
  const mountPoint = path.join(folder, name);
  await writeFile(imageFile, '');
  await truncate(imageFile, imageBytes);
  await mkdir(mountPoint);
  await run('mkfs.ext4', ['-q', '-F', imageFile]);
  await mount(imageFile, mountPoint);
  return {
    mountPoint,
    imageFile,
    sync: async () => void (await run('sync', ['-f', mountPoint])),
    cut: () => cutPower(mountPoint),
    async remount() {
      await endProcessesIn(mountPoint);
      await unmount(mountPoint);
      await mount(imageFile, mountPoint);
    },
    async dispose() {
      await endProcessesIn(mountPoint);
      await unmount(mountPoint);
      await rm(imageFile);
    },
  };
}

async function mount(imageFile: string, mountPoint: string): Promise<void> {
  await run('mount', ['-o', 'loop', imageFile, mountPoint]);
}

/** The loop device goes with the mount. */
export async function unmount(mountPoint: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run('umount', [mountPoint]);
      return;
    } catch (cause) {
      if (attempt === unmounting.attempts) throw cause;
      await pause(unmounting.pauseMs);
    }
  }
}

/**
 * `EXT4_IOC_SHUTDOWN` with `NOLOGFLUSH` (linux/fs/ext4/ioctl.c): neither dirty pages nor the file system's journal are
 * flushed. The other two flags flush first, and would prove nothing. Node has no ioctl; perl is on every Debian.
 */
const shutDownWithoutFlush = `open(my $disk, '<', $ARGV[0]) or die "open: $!"; my $noLogFlush = pack('L', 2);
ioctl($disk, 0x8004587d, $noLogFlush) or die "ioctl: $!";`;

function cutPower(mountPoint: string): void {
  const done = spawnSync('perl', ['-e', shutDownWithoutFlush, mountPoint], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the power could not be cut: ${done.stderr}`);
  if (takesWrites(mountPoint)) throw new Error('the power was cut and the disk still takes writes');
}

function takesWrites(mountPoint: string): boolean {
  try {
    writeFileSync(path.join(mountPoint, 'still-alive'), '');
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EIO') return false;
    throw cause;
  }
}
