import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { appVersion, compareVersions } from '../../core/app-version.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { languages } from '../../core/strings/language.ts';
import {
  packManifestSchema,
  packSignatureSchema,
  packSigningLabel,
  type Clip,
  type PackManifest,
  type PackRefusal,
} from '../../core/voice/pack.ts';
import { spokenLanguages } from '../../core/voice/spoken-language.ts';
import { checkOf } from '../../machine/ed25519.ts';

/** Whose signatures count; Ed25519 public keys, raw 32 bytes as base64url. */
export type PackTrust = {
  /** Of the site profile: for every pack. */
  readonly site: readonly string[];
  /** Of this build, which signs its own demo packs: only for a voice that says it is synthetic. */
  readonly demo: string | null;
};

/** A verified voice. */
export type VoicePack = {
  readonly manifest: PackManifest;
  /**
   * One clip, checked against its hash again at every reading. Null: not of this pack. An error: it was whole when the
   * pack was opened, and is not any more.
   */
  readonly readClip: (file: string) => Promise<Result<Uint8Array<ArrayBuffer>, 'clip-damaged'> | null>;
};

/** `detail`: the clip's file, or the version or language that does not fit. */
export type PackTrouble = { readonly code: PackRefusal; readonly detail: string };

/** Reads a pack and verifies all of it: nothing is looked at before the signature holds, nothing sounds before the hash does. */
export async function openPack(folder: string, trust: PackTrust): Promise<Result<VoicePack, PackTrouble>> {
  const text = await readFile(path.join(folder, 'manifest.json')).catch(() => null);
  if (text === null) return refuse('pack-missing');
  const signature = await readSignature(folder);
  if (signature === null || !isSigned(text, signature)) return refuse('signature-bad');
  const manifest = parseManifest(text.toString('utf8'));
  // Whether a signer may sign depends on what the manifest says it is; until then it is only known to be unaltered.
  if (!isTrusted(signature.publicKey, trust, manifest.ok && manifest.value.speaker.synthetic))
    return refuse('signer-unknown', signature.publicKey.slice(0, 8));
  if (!manifest.ok) return manifest;
  const misfit = misfitOf(manifest.value);
  if (misfit !== null) return err(misfit);
  return verifyClips(folder, manifest.value);
}

type Signature = v.InferOutput<typeof packSignatureSchema>;

async function readSignature(folder: string): Promise<Signature | null> {
  const text = await readFile(path.join(folder, 'manifest.sig'), 'utf8').catch(() => '');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), packSignatureSchema), text);
  return parsed.success ? parsed.output : null;
}

function isSigned(manifest: Uint8Array, { publicKey, signature }: Signature): boolean {
  try {
    return checkOf(publicKey)(packSigningBytes(manifest), signature);
  } catch {
    return false; // 32 bytes that are no point of the curve
  }
}

/** What is signed: the label and the manifest's own bytes. */
export function packSigningBytes(manifest: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(packSigningLabel, 'utf8'), manifest]);
}

function isTrusted(publicKey: string, { site, demo }: PackTrust, isSynthetic: boolean): boolean {
  return site.includes(publicKey) || (publicKey === demo && isSynthetic);
}

/** What a pack of another time can at least be refused by name for. */
const outlineSchema = v.object({
  schema: v.number(),
  lang: v.string(),
  textLang: v.string(),
});

function parseManifest(text: string): Result<PackManifest, PackTrouble> {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson(), outlineSchema), text);
  if (!json.success) return refuse('manifest-damaged', pathOf(json.issues));
  const { schema, lang, textLang } = json.output;
  if (schema !== 1) return refuse('wrong-app-version', `schema ${schema}`);
  if (!isOneOf(spokenLanguages, lang)) return refuse('wrong-language', lang.slice(0, 20));
  if (!isOneOf(languages, textLang)) return refuse('wrong-language', textLang.slice(0, 20));
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), packManifestSchema), text);
  return parsed.success ? ok(parsed.output) : refuse('manifest-damaged', pathOf(parsed.issues));
}

function pathOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  return v.getDotPath(issues[0]) ?? '';
}

function isOneOf(known: readonly string[], one: string): boolean {
  return known.includes(one);
}

function misfitOf({ minApp, maxApp }: PackManifest): PackTrouble | null {
  const fits = compareVersions(minApp, appVersion) <= 0 && compareVersions(appVersion, maxApp) <= 0;
  return fits ? null : { code: 'wrong-app-version', detail: `${minApp} to ${maxApp}` };
}

async function verifyClips(folder: string, manifest: PackManifest): Promise<Result<VoicePack, PackTrouble>> {
  const clips = new Map(Object.values(manifest.clips).map((clip) => [clip.file, clip]));
  for (const clip of clips.values()) {
    if ((await readWhole(folder, clip)) === null) return refuse('clip-damaged', clip.file);
  }
  return ok({
    manifest,
    async readClip(file) {
      // Only files that the manifest names, so no path leads out of the folder.
      const clip = clips.get(file);
      if (clip === undefined) return null;
      const bytes = await readWhole(folder, clip);
      return bytes === null ? err('clip-damaged') : ok(bytes);
    },
  });
}

async function readWhole(folder: string, { file, sha256 }: Clip): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(path.join(folder, file)).catch(() => null);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) return null;
  return new Uint8Array(bytes);
}

function refuse(code: PackRefusal, detail = ''): { readonly ok: false; readonly error: PackTrouble } {
  return err({ code, detail });
}
