import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** PostgreSQL refuses to run as root, so under root it runs as `postgres` and needs folders that user can walk into. */
export const isRoot = process.getuid?.() === 0;

/** The data folder is made open to others, because an unprivileged PostgreSQL may have to walk through it. */
export const dataFolderMode = 0o777;

/** Where things go that an unprivileged PostgreSQL must reach when the checkout itself is closed to it (`/root`). */
export const sharedFolder = '/var/lib/care-kiosk';

/**
 * The folder of the embedded cluster: `<data>/database`; under root, when `<data>` lies behind a closed folder,
 * `/var/lib/care-kiosk/hub-<hash of data>`.
 */
export async function databaseFolder(dataFolder: string): Promise<string> {
  const data = path.resolve(dataFolder);
  if (!isRoot || (await isOpenToOthers(data))) return path.join(data, 'database');
  const name = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return path.join(sharedFolder, `hub-${name}`);
}

/** Whether a user without rights of its own may walk to `target` and enter (a folder) or run (a program) it. */
export async function isOpenToOthers(target: string): Promise<boolean> {
  const { mode } = await stat(target);
  if ((mode & 0o001) === 0) return false;
  const parent = path.dirname(target);
  return parent === target || isOpenToOthers(parent);
}
