import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '../core/lib/result.ts';
import { enrolmentAnswerSchema } from '../sync/protocol/wire.ts';
import { writeDurably } from '../machine/durable-file.ts';
import { errnoOf } from '../machine/errno.ts';
import { hubUrlSchema } from './hub-url.ts';
import { diskTroubleOf } from './disk-trouble.ts';

/** Who this kiosk is to its hub, and the hub's public keys. Nothing in it is secret; the device key lies elsewhere. */
const identitySchema = v.object({
  ...enrolmentAnswerSchema.entries,
  /** Where it was enrolled; used when the profile names no hub. */
  hubUrl: hubUrlSchema,
});
export type Identity = v.InferOutput<typeof identitySchema>;

export type IdentityTrouble = 'not-enrolled' | 'identity-unreadable';

function identityFile(dataFolder: string): string {
  return path.join(dataFolder, 'identity.json');
}

/** A file that is there and does not parse is not "not enrolled": enrolling over it would start a new epoch. */
export async function loadIdentity(dataFolder: string): Promise<Result<Identity, IdentityTrouble>> {
  const read = await readIdentityFile(dataFolder);
  if (!read.ok) return read;
  try {
    const parsed = v.safeParse(identitySchema, JSON.parse(read.value));
    return parsed.success ? ok(parsed.output) : err('identity-unreadable');
  } catch {
    return err('identity-unreadable');
  }
}

async function readIdentityFile(dataFolder: string): Promise<Result<string, IdentityTrouble>> {
  try {
    return ok(await readFile(identityFile(dataFolder), 'utf8'));
  } catch (cause) {
    return err(errnoOf(cause) === 'ENOENT' ? 'not-enrolled' : 'identity-unreadable');
  }
}

export async function saveIdentity(
  dataFolder: string,
  identity: Identity,
): Promise<Result<void, 'disk-full' | 'disk-error'>> {
  try {
    await writeDurably(identityFile(dataFolder), `${JSON.stringify(identity, null, 2)}\n`, 0o700);
    return ok(undefined);
  } catch (cause) {
    return err(diskTroubleOf(cause));
  }
}
