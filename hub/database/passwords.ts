import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readIfThere, writeDurably } from '../../machine/durable-file.ts';
import { dataFolderMode } from './place.ts';
import { ownerRole, servingRole, superuserRole } from './roles.ts';

export const databaseRoles = [superuserRole, ownerRole, servingRole] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

/** One for each role of the embedded server: whoever gets hold of the one that serves cannot log in as the owner. */
export type Passwords = Readonly<Record<DatabaseRole, string>>;

/** Mode 0600. */
export function passwordFile(dataFolder: string, role: DatabaseRole): string {
  return path.join(dataFolder, `database-password.${role}`);
}

/**
 * @param mayMake false: there is a cluster, and one whose password is lost is not silently replaced by an empty one
 * @returns null when one is missing and may not be made
 */
export async function readPasswords(dataFolder: string, mayMake: boolean): Promise<Passwords | null> {
  const [postgres, hub, hub_app] = [
    await readPassword(dataFolder, superuserRole, mayMake),
    await readPassword(dataFolder, ownerRole, mayMake),
    await readPassword(dataFolder, servingRole, mayMake),
  ];
  return postgres === null || hub === null || hub_app === null ? null : { postgres, hub, hub_app };
}

async function readPassword(
  dataFolder: string,
  role: DatabaseRole,
  mayMake: boolean,
): Promise<string | null> {
  const file = passwordFile(dataFolder, role);
  const known = await readIfThere(file);
  if (known !== null || !mayMake) return known;
  const password = randomBytes(24).toString('hex');
  await writeDurably(file, password, dataFolderMode);
  return password;
}
