import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clipWords } from '../../core/voice/clip-words.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { speechFault } from '../../core/strings/speakable.ts';
import type { SpeechEngine } from '../../host/voice/engine.ts';
import { demoKeyFile } from '../../host/voice/voices.ts';
import { checkPack, isSound, type PackReport } from './check-pack.ts';
import { demoVoices, type DemoVoice } from './demo-voices.ts';
import { pacedVoice } from './speak-at-pace.ts';
import { hasOpusTools } from './sound/opus.ts';
import { publicKeyOf, writePack, type NamedTake } from './write-pack.ts';

export type DemoPack = { readonly packId: string; readonly bytes: number; readonly report: PackReport };

export type DemoOutcome = { readonly opus: boolean; readonly packs: readonly DemoPack[] };

/** `detail`: the clip and why it could not be spoken. */
export type DemoTrouble = { readonly code: 'engine-missing' | 'not-spoken'; readonly detail: string };

export type DemoParts = {
  readonly folder: string;
  readonly newEngine: () => SpeechEngine;
  readonly tell: (text: string) => void;
};

/**
 * Makes the demo packs of this build, two at a time, and signs them with a key that is made for it and forgotten. A line
 * that says nothing, or digits, fails the build.
 */
export async function makeDemoPacks(parts: DemoParts): Promise<Result<DemoOutcome, DemoTrouble>> {
  const engines = [parts.newEngine()];
  try {
    const probe = await engines[0]?.synthesise('zh-CN', '您好');
    if (probe?.ok === false && probe.error === 'engine-missing')
      return err({ code: 'engine-missing', detail: '' });
    return await makeAll(parts, engines);
  } finally {
    for (const engine of engines) engine.stop();
  }
}

async function makeAll(
  { folder, newEngine, tell }: DemoParts,
  engines: SpeechEngine[],
): Promise<Result<DemoOutcome, DemoTrouble>> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const opus = hasOpusTools();
  await emptyFolder(folder);
  await writeFile(path.join(folder, demoKeyFile), `${publicKeyOf(privateKey)}\n`);

  async function makeOne(voice: DemoVoice, engine: SpeechEngine): Promise<Result<DemoPack, DemoTrouble>> {
    const { head } = voice;
    const takes = await speakAll(engine, voice);
    if (!takes.ok) return takes;
    const home = path.join(folder, `${head.packId}.cvp`);
    const { bytes } = await writePack({ folder: home, head, takes: takes.value, key: privateKey, opus });
    tell(`${head.packId.padEnd(18)} ${takes.value.length} clips  ${(bytes / 1e6).toFixed(1)} MB`);
    return ok({ packId: head.packId, bytes, report: await checkPack(home) });
  }

  const waiting = [...demoVoices];
  const made: Result<DemoPack, DemoTrouble>[] = [];
  async function lane(engine: SpeechEngine): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      made.push(await makeOne(next, engine));
  }
  const second = newEngine();
  engines.push(second);
  await Promise.all(engines.map(lane));
  const failed = made.find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) return failed;
  return ok({ opus, packs: made.flatMap((one) => (one.ok ? [one.value] : [])) });
}

export function areSound({ packs }: DemoOutcome): boolean {
  return packs.every(({ report }) => isSound(report));
}

/** Packs of an earlier build are signed with a key that nobody has any more. */
async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
}

/** Every clip of a complete pack. */
async function speakAll(
  engine: SpeechEngine,
  { engineVoice, head }: DemoVoice,
): Promise<Result<readonly NamedTake[], DemoTrouble>> {
  const speak = pacedVoice(engine, { id: engineVoice, lang: head.lang });
  const takes: NamedTake[] = [];
  for (const [clip, { words, whole }] of clipWords(head.textLang)) {
    const fault = speechFault(words, head.textLang);
    if (fault !== null) return err({ code: 'not-spoken', detail: `${clip}: ${fault}` });
    const take = await speak(words, whole);
    if (!take.ok) return err({ code: 'not-spoken', detail: `${clip}: ${take.error}` });
    takes.push({ clip, words, take: take.value });
  }
  return ok(takes);
}
