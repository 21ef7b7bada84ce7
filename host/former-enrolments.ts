import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../core/lib/result.ts';
import { syncFolder } from '../machine/durable-file.ts';
import { errnoOf } from '../machine/errno.ts';
import { loadIdentity, type IdentityTrouble } from './identity.ts';
import { loadDeviceKey, type KeyTrouble } from './keys/device-key.ts';
import type { Membership } from './membership.ts';

export type Enrolment = { readonly kioskId: string; readonly epoch: number };

/** Identity, key and trust of an enrolment that is over. */
export function formerFolder(dataFolder: string, { kioskId, epoch }: Enrolment): string {
  return path.join(dataFolder, 'former', `${kioskId}-${epoch}`);
}

/** The identity goes last: while it stands there, the rest can be moved again. */
const retired = ['trust.json', 'trust.json.previous', 'device-key.pem', 'identity.json'];

/**
 * Ends this machine's enrolment, so that its next start with a code begins another. Identity and device key are kept
 * aside, because what the hub has not receipted yet still has to be delivered in their name. Safe to repeat.
 *
 * @throws what the disk throws
 */
export async function retireEnrolment(dataFolder: string): Promise<Result<Enrolment, IdentityTrouble>> {
  const identity = await loadIdentity(dataFolder);
  if (!identity.ok) return identity;
  const { kioskId, epoch } = identity.value;
  const folder = formerFolder(dataFolder, identity.value);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of retired) await moveIfThere(path.join(dataFolder, name), path.join(folder, name));
  await syncFolder(folder);
  await syncFolder(dataFolder);
  return ok({ kioskId, epoch });
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
  }
}

/**
 * In whose name a former enrolment's records are delivered. Where nobody has retired it, today's identity and key are
 * tried: a technician may have removed the identity alone.
 */
export async function formerMember(
  dataFolder: string,
  { kioskId, epoch }: Enrolment,
): Promise<Result<Membership, IdentityTrouble | KeyTrouble['code']>> {
  const kept = await memberIn(formerFolder(dataFolder, { kioskId, epoch }));
  if (kept.ok || kept.error !== 'not-enrolled') return kept;
  const today = await memberIn(dataFolder);
  return today.ok ? ok({ ...today.value, identity: { ...today.value.identity, kioskId, epoch } }) : today;
}

async function memberIn(folder: string): Promise<Result<Membership, IdentityTrouble | KeyTrouble['code']>> {
  const identity = await loadIdentity(folder);
  if (!identity.ok) return identity;
  const key = await loadDeviceKey(folder);
  return key.ok ? ok({ identity: identity.value, key: key.value }) : err(key.error.code);
}
