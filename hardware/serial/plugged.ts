import { stat } from 'node:fs/promises';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { type ListPorts, listSerialPorts } from './usb-lookup.ts';

/** Something that stays the same for as long as a device stays plugged in; `unknown` when the system cannot say. */
export type PlugMark = Result<string, 'absent' | 'unknown'>;
export type LookAt = (path: string) => Promise<PlugMark>;

/** On Linux the device file goes with the device, and another plugging-in makes another file. */
function markOfFile(path: string): Promise<PlugMark> {
  return stat(path).then(
    ({ dev, ino, rdev }) => ok(`${dev}:${ino}:${rdev}`),
    (cause: NodeJS.ErrnoException) => err(cause.code === 'ENOENT' ? 'absent' : 'unknown'),
  );
}

/** A COM port is no file, and macOS keeps the file of a driver that has lost its device. */
export function markInList(listPorts: ListPorts): LookAt {
  return async (path) => {
    const listed = await listPorts();
    if (!listed.ok) return err('unknown');
    const found = listed.value.find((port) => port.path === path);
    return found === undefined ? err('absent') : ok(`${found.locationId}:${found.serialNumber}`);
  };
}

export const lookAtPlug: LookAt = process.platform === 'linux' ? markOfFile : markInList(listSerialPorts);

/** With the keeper's pause before it opens again, a replugged device is served within two seconds. */
const lookEveryMs = 500;

/**
 * Looks whether the device is still the one that was opened. The stream does not always tell: a line that was hung up
 * reads as nothing, which the library takes for "not yet" and tries again without a pause, for ever. Calls `onGone` once; returns how to stop looking.
 * @param opened its mark at the opening; a line that could not be marked then is not looked at
 */
export function watchPlug(parts: {
  readonly path: string;
  readonly opened: PlugMark;
  readonly look: LookAt;
  readonly clock: Clock;
  readonly onGone: () => void;
}): () => void {
  const { path, opened, look, clock, onGone } = parts;
  let isWatching = opened.ok;
  let cancelNext = () => {};

  const isSame = (now: PlugMark) => now.ok && opened.ok && now.value === opened.value;
  const isUnknown = (now: PlugMark) => !now.ok && now.error === 'unknown';

  async function lookOnce(): Promise<void> {
    const now = await look(path);
    if (!isWatching) return;
    if (isSame(now) || isUnknown(now)) return lookLater();
    onGone();
  }

  function lookLater(): void {
    cancelNext = clock.after(lookEveryMs, () => void lookOnce());
  }

  if (isWatching) lookLater();
  return () => {
    isWatching = false;
    cancelNext();
  };
}
