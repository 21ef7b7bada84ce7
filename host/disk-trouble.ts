import { errnoOf } from '../machine/errno.ts';

/** Why something is certainly not on disk. */
export type DiskTrouble = 'disk-full' | 'disk-error';

export function diskTroubleOf(cause: unknown): DiskTrouble {
  const errno = errnoOf(cause);
  return errno === 'ENOSPC' || errno === 'EDQUOT' ? 'disk-full' : 'disk-error';
}

export function isDiskTrouble(code: string): boolean {
  return code === 'disk-full' || code === 'disk-error';
}
