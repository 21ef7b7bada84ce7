import { open } from 'node:fs/promises';

/** Why something is certainly not on disk. */
export type DiskTrouble = 'disk-full' | 'disk-error';

/** The system's own code of a failure, such as `ENOSPC`; never a path. */
export function errnoOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}

export function diskTroubleOf(cause: unknown): DiskTrouble {
  const errno = errnoOf(cause);
  return errno === 'ENOSPC' || errno === 'EDQUOT' ? 'disk-full' : 'disk-error';
}

/** A new file is on disk only when its folder is. Windows cannot open a folder and needs no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
