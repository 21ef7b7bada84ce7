import { generateKeyPairSync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { bytes32Schema } from '../../core/records/envelope.ts';
import { signedTextSchema } from '../../core/records/signed-text.ts';
import { readIfThere, writeDurably } from '../../machine/durable-file.ts';
import { dataFolderMode } from '../database/place.ts';

export const keyPurposes = ['sealing', 'receipt', 'rules'] as const;
/** `sealing`: X25519, opens records. `receipt`, `rules`: Ed25519, sign the hub's word and what a kiosk may accept. */
export type KeyPurpose = (typeof keyPurposes)[number];

/** Raw 32 bytes each, base64url: `x` the public, `d` the private half, named as in RFC 8037. */
const keySchema = v.object({ x: bytes32Schema, d: bytes32Schema });
export type KeyPair = v.InferOutput<typeof keySchema>;

const ofPurpose = v.pipe(v.array(keySchema), v.minLength(1));
const fileSchema = v.object({
  version: v.literal(2),
  sealing: ofPurpose,
  receipt: ofPurpose,
  rules: ofPurpose,
  /** Every one that was ever signed, oldest first: a database restored from an older dump gets them again. */
  announcements: v.array(signedTextSchema),
  /** Names of keys that an operator has declared lost. */
  givenUp: v.array(v.string()),
});
/** Newest first; the older ones still open what was sealed to them and still stand in announcements. */
export type KeyFile = v.InferOutput<typeof fileSchema>;

export type KeyFileTrouble = {
  readonly code:
    | 'keys-unreadable' // the file does not parse
    | 'keys-open'; // others may read the file
  readonly detail: string;
};

export function keyFileIn(dataFolder: string): string {
  return path.join(dataFolder, 'hub-keys.json');
}

export function newKeyPair(purpose: KeyPurpose): KeyPair {
  const { privateKey } =
    purpose === 'sealing' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  return v.parse(keySchema, privateKey.export({ format: 'jwk' }));
}

export function newKeyFile(): KeyFile {
  return {
    version: 2,
    sealing: [newKeyPair('sealing')],
    receipt: [newKeyPair('receipt')],
    rules: [newKeyPair('rules')],
    announcements: [],
    givenUp: [],
  };
}

/** Null when there is none. */
export async function readKeyFile(file: string): Promise<Result<KeyFile | null, KeyFileTrouble>> {
  const text = await readIfThere(file);
  if (text === null) return ok(null);
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return err({ code: 'keys-open', detail: `chmod 600 ${file}` });
  const content = v.safeParse(v.pipe(v.string(), v.parseJson(), fileSchema), text);
  return content.success ? ok(content.output) : err({ code: 'keys-unreadable', detail: file });
}

/** On disk when it resolves: a public key must never be told before its private half would survive a power cut. */
export async function writeKeyFile(file: string, content: KeyFile): Promise<void> {
  await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`, dataFolderMode);
}
