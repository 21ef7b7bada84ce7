import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { enrol, type EnrolTrouble } from './enrol.ts';
import { loadIdentity, saveIdentity, type Identity, type IdentityTrouble } from './identity.ts';
import { createDeviceKey, loadDeviceKey, type DeviceKey, type KeyTrouble } from './keys/device-key.ts';

/** This kiosk as its hub knows it. */
export type Membership = { readonly identity: Identity; readonly key: DeviceKey };

export type MembershipTrouble = IdentityTrouble | KeyTrouble['code'] | EnrolTrouble | 'disk-full';

/**
 * Finds who this kiosk is, or becomes somebody with a one-time code. A kiosk that has an identity never enrols again by
 * itself: a new enrolment is a new epoch, and the old queue would belong to nobody.
 */
export async function joinHub(parts: {
  readonly clock: Clock;
  readonly dataFolder: string;
  readonly hubUrl: string | null;
  readonly enrolCode: string | null;
}): Promise<Result<Membership, MembershipTrouble>> {
  const { clock, dataFolder, hubUrl, enrolCode } = parts;
  const known = await loadIdentity(dataFolder);
  if (known.ok) {
    const key = await loadDeviceKey(dataFolder);
    return key.ok ? ok({ identity: known.value, key: key.value }) : err(key.error.code);
  }
  if (known.error !== 'not-enrolled' || enrolCode === null || hubUrl === null) return known;
  const key = await keyForEnrolment(dataFolder);
  if (!key.ok) return err(key.error.code);
  const bought = await enrol(clock, hubUrl, enrolCode, key.value.publicKey);
  if (!bought.ok) return bought;
  const saved = await saveIdentity(dataFolder, bought.value);
  return saved.ok ? ok({ identity: bought.value, key: key.value }) : saved;
}

/** An earlier try may have made the key and then not reached the hub. */
async function keyForEnrolment(dataFolder: string): Promise<Result<DeviceKey, KeyTrouble>> {
  const kept = await loadDeviceKey(dataFolder);
  return !kept.ok && kept.error.code === 'key-missing' ? createDeviceKey(dataFolder) : kept;
}
