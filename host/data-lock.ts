import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { err, ok, type Result } from '../core/lib/result.ts';
import { errnoOf } from '../machine/errno.ts';

export type DataLock = { readonly release: () => Promise<void> };
export type DataLockTrouble = {
  readonly code: 'data-folder-in-use' | 'data-folder-unusable';
  readonly detail: string;
};

/**
 * Claims a data folder for this process: two hosts on one journal would give one sequence number to two records. A
 * socket is the lock, because it ends with its process however that dies; a pid in a file would outlive a power cut.
 */
export async function lockData(folder: string): Promise<Result<DataLock, DataLockTrouble>> {
  const address = lockAddress(folder);
  if (await isAnswered(address)) return err({ code: 'data-folder-in-use', detail: 'another kiosk host' });
  try {
    // Nobody answers: what lies here was left by a host that was killed.
    if (process.platform !== 'win32') await rm(address, { force: true });
    const server = await listenOn(address);
    return ok({ release: () => new Promise((closed) => server.close(() => closed())) });
  } catch (cause) {
    return err({ code: 'data-folder-unusable', detail: errnoOf(cause) });
  }
}

function lockAddress(folder: string): string {
  if (process.platform !== 'win32') return path.join(folder, 'host.lock');
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 16);
  return `\\\\.\\pipe\\care-kiosk-${name}`;
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((settle) => {
    const probe = connect(address);
    probe.once('connect', () => {
      probe.destroy();
      settle(true);
    });
    probe.once('error', () => settle(false));
  });
}

function listenOn(address: string): Promise<Server> {
  return new Promise((settle, fail) => {
    const server = createServer((peer) => peer.destroy());
    server.once('error', fail);
    server.listen(address, () => settle(server.unref()));
  });
}
