import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { catalogue, type StringKey } from '../../core/strings/catalogue.ts';
import { renderLine } from '../../core/strings/render.ts';
import { sampleLine } from '../../core/strings/sample-slots.ts';
import { speechFault } from '../../core/strings/speakable.ts';
import { clipWords } from '../../core/voice/clip-words.ts';
import { packManifestSchema, packSignatureSchema, type PackManifest } from '../../core/voice/pack.ts';
import { planClips } from '../../core/voice/plan-clips.ts';
import { packSigningBytes } from '../../host/voice/pack.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { measureClip, type ClipMeasure } from './measure-clip.ts';
import { keepsPace, paceOf, unitsAMinute, unitsIn } from './pace.ts';
import { decodeOpus } from './sound/opus.ts';
import { strung } from './sound/level.ts';
import { integratedLoudness } from './sound/loudness.ts';
import { packLoudness } from './write-pack.ts';

export type FindingCode =
  | 'no-pack' // no manifest, or one that does not parse
  | 'signature-bad'
  | 'clip-missing' // a line of the catalogue needs it
  | 'orphan' // no line needs it
  | 'stale' // it says something else than the catalogue
  | 'unspeakable' // its text has digits, or letters that the voice cannot read
  | 'damaged' // the file is gone or is not the one that was signed
  | 'undecodable'
  | 'length-differs' // the sound is not as long as the manifest says
  | 'silent'
  | 'long-gap' // more than a second and a half of silence inside
  | 'clipping'
  | 'peak-too-high'
  | 'off-pace'
  | 'pack-off-pace'
  | 'pack-off-loudness';

/** `clip`: empty where the whole pack is meant. */
export type Finding = { readonly code: FindingCode; readonly clip: string; readonly detail: string };

export type PackReport = {
  readonly packId: string;
  readonly lang: string;
  /** Who signed it, raw Ed25519 key as base64url; whether a kiosk trusts that key is for its profile to say. */
  readonly signedBy: string;
  readonly clips: number;
  /** Of the lines, each in public and private form, that recordings can say: how many this pack says whole, per cent. */
  readonly coverage: number;
  /** Lines with a name, a place or the like: no pack can say them, the next voice does, whole. */
  readonly leftToEngine: readonly string[];
  /** Han characters (English: words) a minute over all sentences, pauses included. */
  readonly pace: number;
  readonly paceTarget: number;
  /** Integrated over all clips as they are played, after decoding. */
  readonly lufs: number;
  readonly truePeakDb: number;
  readonly soundMs: number;
  readonly findings: readonly Finding[];
};

const lufsTolerance = 1;
const highestPeakDb = -1;
const lengthToleranceMs = 30;
const longestGapMs = 1_500;

export function isSound({ findings }: PackReport): boolean {
  return findings.length === 0;
}

/** Measures a pack as a customer hears it: coverage by the catalogue, and every clip decoded. */
export async function checkPack(folder: string): Promise<PackReport> {
  const text = await readFile(path.join(folder, 'manifest.json')).catch(() => null);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), packManifestSchema), text?.toString() ?? '');
  if (text === null || !parsed.success) return noPack(folder, parsed.issues?.[0].message ?? 'no manifest');
  const manifest = parsed.output;
  const signedBy = await signerOf(folder, text);
  const needed = clipWords(manifest.textLang);
  const findings: Finding[] = signedBy === null ? [finding('signature-bad')] : [];
  findings.push(...wordFindings(manifest, needed));
  const { files, measured } = await measureFiles(folder, manifest);
  findings.push(...files);
  for (const [id, sound] of measured) findings.push(...soundFindings(id, sound, manifest, needed));
  const sums = sumUp(manifest, measured, needed);
  findings.push(...packFindings(sums, measured.size));
  return {
    packId: manifest.packId,
    signedBy: signedBy ?? '',
    clips: Object.keys(manifest.clips).length,
    ...coverageOf(manifest),
    ...sums,
    findings,
  };
}

function finding(code: FindingCode, clip = '', detail = ''): Finding {
  return { code, clip, detail };
}

function noPack(folder: string, detail: string): PackReport {
  return {
    packId: path.basename(folder),
    lang: '',
    signedBy: '',
    clips: 0,
    coverage: 0,
    leftToEngine: [],
    pace: 0,
    paceTarget: 0,
    lufs: -Infinity,
    truePeakDb: -Infinity,
    soundMs: 0,
    findings: [finding('no-pack', '', detail)],
  };
}

async function signerOf(folder: string, manifest: Uint8Array): Promise<string | null> {
  const text = await readFile(path.join(folder, 'manifest.sig'), 'utf8').catch(() => '');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), packSignatureSchema), text);
  if (!parsed.success) return null;
  const { publicKey, signature } = parsed.output;
  try {
    return checkOf(publicKey)(packSigningBytes(manifest), signature) ? publicKey : null;
  } catch {
    return null; // no point of the curve
  }
}

type Needed = ReturnType<typeof clipWords>;

function wordFindings({ clips, textLang }: PackManifest, needed: Needed): readonly Finding[] {
  const missing = [...needed.keys()].filter((id) => clips[id] === undefined);
  return [
    ...missing.map((id) => finding('clip-missing', id)),
    ...Object.entries(clips).flatMap(([id, { text }]) => {
      const fault = speechFault(text, textLang);
      if (fault !== null) return [finding('unspeakable', id, fault)];
      const words = needed.get(id)?.words;
      if (words === undefined) return [finding('orphan', id)];
      return words === text ? [] : [finding('stale', id, text)];
    }),
  ];
}

type Measured = ReadonlyMap<string, ClipMeasure>;

/** Every clip whose file is the one that was signed, decoded. */
async function measureFiles(
  folder: string,
  { clips }: PackManifest,
): Promise<{ readonly files: readonly Finding[]; readonly measured: Measured }> {
  const files: Finding[] = [];
  const measured = new Map<string, ClipMeasure>();
  const whole = new Map<string, string>();
  for (const [id, { file, sha256 }] of Object.entries(clips)) {
    const bytes = await readFile(path.join(folder, file)).catch(() => null);
    const isWhole = bytes !== null && createHash('sha256').update(bytes).digest('hex') === sha256;
    if (isWhole) whole.set(id, file);
    else files.push(finding('damaged', id, file));
  }
  const decoded = await mkdtemp(path.join(tmpdir(), 'voice-'));
  try {
    const packed = [...whole.values()].filter((file) => file.endsWith('.opus'));
    if (packed.length > 0) await decodeOpus(folder, packed.map(bareName), decoded);
    for (const [id, file] of whole) {
      const home = file.endsWith('.opus') ? decoded : folder;
      const wav = await readFile(path.join(home, `${bareName(file)}.wav`)).catch(() => null);
      const sound = wav === null ? null : measureClip(wav);
      if (sound === null) files.push(finding('undecodable', id, file));
      else measured.set(id, sound);
    }
  } finally {
    await rm(decoded, { recursive: true });
  }
  return { files, measured };
}

function bareName(file: string): string {
  return path.basename(file, path.extname(file));
}

function soundFindings(
  id: string,
  sound: ClipMeasure,
  { clips, lang }: PackManifest,
  needed: Needed,
): readonly Finding[] {
  if (sound.isSilent) return [finding('silent', id)];
  const { ms, text } = clips[id] ?? { ms: 0, text: '' };
  const pace = needed.get(id)?.whole === true ? paceOf(text, lang, sound.ms) : null;
  const found: Finding[] = [];
  const note = (code: FindingCode, detail: string) => void found.push(finding(code, id, detail));
  if (Math.abs(sound.ms - ms) > lengthToleranceMs)
    note('length-differs', `${ms} said, ${sound.ms.toFixed(0)} ms heard`);
  if (sound.longestGapMs > longestGapMs) note('long-gap', `${sound.longestGapMs.toFixed(0)} ms`);
  if (sound.clippedSamples > 0) note('clipping', `${sound.clippedSamples} samples`);
  if (sound.truePeakDb > highestPeakDb) note('peak-too-high', `${sound.truePeakDb.toFixed(1)} dBTP`);
  if (pace !== null && !keepsPace(pace, lang)) note('off-pace', `${pace.toFixed(0)} a minute`);
  return found;
}

type Sums = Pick<PackReport, 'pace' | 'paceTarget' | 'lufs' | 'truePeakDb' | 'soundMs' | 'lang'>;

function sumUp({ lang, clips }: PackManifest, measured: Measured, needed: Needed): Sums {
  const sentences = [...measured].filter(([id]) => needed.get(id)?.whole === true);
  const units = sentences.reduce((sum, [id]) => sum + unitsIn(clips[id]?.text ?? '', lang), 0);
  const minutes = sentences.reduce((sum, [, { ms }]) => sum + ms, 0) / 60_000;
  const all = [...measured.values()];
  const sampleRate = all[0]?.sampleRate ?? 48_000;
  return {
    lang,
    pace: minutes === 0 ? 0 : units / minutes,
    paceTarget: unitsAMinute(lang),
    lufs: integratedLoudness(strung(all.map(({ samples }) => samples)), sampleRate),
    truePeakDb: Math.max(-Infinity, ...all.map(({ truePeakDb }) => truePeakDb)),
    soundMs: all.reduce((sum, { ms }) => sum + ms, 0),
  };
}

function packFindings(sums: Sums, clips: number): readonly Finding[] {
  if (clips === 0) return [];
  const { lang, pace, lufs } = sums;
  const isOffPace = Math.abs(pace / sums.paceTarget - 1) > 0.1;
  const isOffLoudness = !(Math.abs(lufs - packLoudness.lufs) <= lufsTolerance);
  return [
    ...(isOffPace ? [finding('pack-off-pace', '', `${pace.toFixed(0)} a minute in ${lang}`)] : []),
    ...(isOffLoudness ? [finding('pack-off-loudness', '', `${lufs.toFixed(1)} LUFS`)] : []),
  ];
}

/** Every line of the catalogue in both forms, with sample slots, through the same planner that the kiosk uses. */
function coverageOf({
  clips,
  textLang,
  grammar,
}: PackManifest): Pick<PackReport, 'coverage' | 'leftToEngine'> {
  const leftToEngine: string[] = [];
  let recordable = 0;
  let covered = 0;
  for (const key of Object.keys(catalogue) as StringKey[]) {
    for (const privacy of ['public', 'private'] as const) {
      const plan = planClips(renderLine(sampleLine(key), textLang, privacy), textLang, grammar);
      if (plan === null) {
        leftToEngine.push(`${key} ${privacy}`);
        continue;
      }
      recordable += 1;
      if (plan.every((step) => 'pauseMs' in step || clips[step.clip] !== undefined)) covered += 1;
    }
  }
  return { coverage: (covered * 100) / recordable, leftToEngine };
}
