import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { bytes32Schema } from '../../core/records/envelope.ts';
import { packListPath, packPath, type PackRefusal } from '../../core/voice/pack.ts';
import type { HostLog } from '../log.ts';
import { contentTypeOf, type PageFile } from '../page-files.ts';
import { openPack, type PackTrust, type VoicePack } from './pack.ts';

/** The recorded voices of this kiosk. */
export type Voices = {
  /** Serves the list of the verified packs' manifests and their clips; null for any other path. */
  readonly asset: (requestPath: string) => Promise<PageFile | null>;
  /** Why a technician is needed, `voice-` and the name of a refusal; null while every pack is as it was signed. */
  readonly trouble: () => VoiceTrouble | null;
};
export type VoiceTrouble = `voice-${PackRefusal}`;

export type VoiceParts = {
  /** Of the branch's own packs, as the profile names it; null when it names none. */
  readonly siteFolder: string | null;
  readonly siteKeys: readonly string[];
  /** Of the packs that came with the kiosk. */
  readonly builtInFolder: string;
  readonly log: Pick<HostLog, 'warn'>;
};

/**
 * Opens every `.cvp` folder. A pack is used whole or not at all; what is refused is logged by name, and the customer
 * hears the next best voice.
 */
export async function openVoices({ siteFolder, siteKeys, builtInFolder, log }: VoiceParts): Promise<Voices> {
  let trouble: VoiceTrouble | null = null;
  const packs = new Map<string, VoicePack>();

  function note(code: PackRefusal, detail: string): void {
    trouble ??= `voice-${code}`;
    log.warn(`voice-${code}`, detail);
  }

  async function openAll(folder: string, trust: PackTrust): Promise<number> {
    const names = await packFolders(folder);
    for (const name of names) {
      const opened = await openPack(path.join(folder, name), trust);
      if (!opened.ok) note(opened.error.code, `${name} ${opened.error.detail}`.trim());
      else if (!packs.has(opened.value.manifest.packId))
        packs.set(opened.value.manifest.packId, opened.value);
    }
    return names.length;
  }

  const demo = await readDemoKey(builtInFolder);
  if (siteFolder !== null && (await openAll(siteFolder, { site: siteKeys, demo })) === 0)
    note('pack-missing', siteFolder);
  await openAll(builtInFolder, { site: siteKeys, demo });

  async function clipOf(packId: string, file: string): Promise<PageFile | null> {
    const clip = await packs.get(packId)?.readClip(file);
    if (clip === undefined || clip === null) return null;
    if (clip.ok) return { bytes: clip.value, contentType: contentTypeOf(file) };
    note(clip.error, `${packId} ${file}`);
    return null;
  }

  const list = listOf([...packs.values()]);
  return {
    async asset(requestPath) {
      if (requestPath === `/${packListPath}`) return list;
      const [, packId, file] = clipRequest.exec(requestPath) ?? [];
      return packId === undefined || file === undefined ? null : clipOf(packId, file);
    },
    trouble: () => trouble,
  };
}

const clipRequest = new RegExp(`^/${packPath}/([\\w.-]+)/([\\w.-]+)$`, 'u');

/** By name, so that which of two comes first does not depend on the disk. */
async function packFolders(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.cvp')).toSorted();
}

/** The key that signed the packs of this very build; whoever could alter it could alter the kiosk itself. */
async function readDemoKey(folder: string): Promise<string | null> {
  const text = await readFile(path.join(folder, demoKeyFile), 'utf8').catch(() => '');
  const parsed = v.safeParse(bytes32Schema, text.trim());
  return parsed.success ? parsed.output : null;
}

/** Beside the built-in packs: the public half of the key they are signed with. */
export const demoKeyFile = 'demo-key.pub';

function listOf(packs: readonly VoicePack[]): PageFile {
  const manifests = JSON.stringify(packs.map(({ manifest }) => manifest));
  return { bytes: new Uint8Array(Buffer.from(manifests, 'utf8')), contentType: 'application/json' };
}
