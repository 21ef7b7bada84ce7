import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { errnoOf } from '../../machine/errno.ts';
import { syncFolder, writeSynced } from '../../machine/durable-file.ts';
import { checkOf, type Check } from '../../machine/ed25519.ts';

/** The kiosk's own Ed25519 key. The private half never leaves this process. */
export type DeviceKey = {
  /** Raw 32 bytes as base64url. */
  readonly publicKey: string;
  /** Ed25519 over `message`, 64 bytes as base64url. */
  readonly sign: (message: Uint8Array) => string;
  /** Whether a signature is its own. One that it has made of late is known without being verified. */
  readonly check: Check;
};

/** What is journalled is checked whoever signed it; a record of this kiosk was signed a moment before. */
const rememberedSignatures = 64;

/**
 * - `key-missing`: there is no file. On an enrolled kiosk that is trouble, not a reason to make another key
 * - `readable-by-others`: group or world may read it, so it may have been copied; a technician enrols anew
 * - `not-a-key`: the file does not hold an Ed25519 private key
 * - `key-exists`: nothing was overwritten
 * - `disk-error`: `detail` is the system's code, such as `EACCES`
 */
export type KeyTrouble = {
  readonly code: 'key-missing' | 'readable-by-others' | 'not-a-key' | 'key-exists' | 'disk-error';
  readonly detail?: string;
};

const fileName = 'device-key.pem';

export async function loadDeviceKey(folder: string): Promise<Result<DeviceKey, KeyTrouble>> {
  const pem = await readPrivately(path.join(folder, fileName));
  if (!pem.ok) return pem;
  try {
    const key = createPrivateKey(pem.value);
    return key.asymmetricKeyType === 'ed25519' ? ok(deviceKey(key)) : err({ code: 'not-a-key' });
  } catch {
    return err({ code: 'not-a-key' });
  }
}

/** Makes the key once, before enrolment. A power cut leaves the whole file or none. */
export async function createDeviceKey(folder: string): Promise<Result<DeviceKey, KeyTrouble>> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const beside = path.join(folder, `${fileName}.${randomUUID()}.new`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeSynced(beside, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'wx');
    if (!(await isLinked(beside, path.join(folder, fileName)))) return err({ code: 'key-exists' });
    await syncFolder(folder);
    return ok(deviceKey(privateKey));
  } catch (cause) {
    return err({ code: 'disk-error', detail: errnoOf(cause) });
  } finally {
    // Should it stay, it is as private as the key itself.
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

function deviceKey(privateKey: KeyObject): DeviceKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key without a public half');
  const verified = checkOf(x);
  // RFC 8032: the same message always gets the same signature.
  const made = new Map<string, string>();
  return {
    publicKey: x,
    sign(message) {
      const signature = sign(null, message, privateKey).toString('base64url');
      made.set(Buffer.from(message).toString('base64url'), signature);
      if (made.size > rememberedSignatures) made.delete(made.keys().next().value ?? '');
      return signature;
    },
    check: (message, signature) =>
      made.get(Buffer.from(message).toString('base64url')) === signature || verified(message, signature),
  };
}

async function readPrivately(file: string): Promise<Result<string, KeyTrouble>> {
  try {
    const handle = await open(file, 'r');
    try {
      const { mode } = await handle.stat();
      // Windows has no such bits; there the folder's access list guards the file.
      const isOpenToOthers = process.platform !== 'win32' && (mode & 0o077) !== 0;
      return isOpenToOthers ? err({ code: 'readable-by-others' }) : ok(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const detail = errnoOf(cause);
    return err(detail === 'ENOENT' ? { code: 'key-missing' } : { code: 'disk-error', detail });
  }
}

/** A link, unlike a rename, never replaces a key that another start has made meanwhile. */
async function isLinked(beside: string, file: string): Promise<boolean> {
  try {
    await link(beside, file);
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}
