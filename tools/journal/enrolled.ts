import { stat } from 'node:fs/promises';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { lockData, type DataLock } from '../../host/data-lock.ts';
import { loadIdentity } from '../../host/identity.ts';
import type { Enrolled } from '../../host/journal/genuine.ts';
import { loadDeviceKey } from '../../host/keys/device-key.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { openTrust } from '../../host/trust.ts';

/** A data folder that is ours alone. The error is a sentence for a person. */
export async function claim(dataFolder: string): Promise<Result<DataLock, string>> {
  const found = await stat(dataFolder).catch(() => null);
  if (found?.isDirectory() !== true) return err('there is no such data folder');
  const lock = await lockData(dataFolder);
  if (lock.ok) return lock;
  return err(
    lock.error.code === 'data-folder-in-use'
      ? 'the kiosk is running: stop it first'
      : `the data folder cannot be claimed (${lock.error.detail})`,
  );
}

/** Whose kiosk it is. The error is a sentence for a person. */
export async function enrolledIn(dataFolder: string): Promise<Result<Enrolled, string>> {
  const [identity, key] = [await loadIdentity(dataFolder), await loadDeviceKey(dataFolder)];
  if (!identity.ok) return err(`no identity: ${identity.error}`);
  if (!key.ok) return err(`no device key: ${key.error.code}`);
  const trust = await openTrust({ dataFolder, identity: identity.value });
  return ok({
    kioskId: identity.value.kioskId,
    epoch: identity.value.epoch,
    checkDevice: checkOf(key.value.publicKey),
    checkHub: trust.checkReceipt,
  });
}
