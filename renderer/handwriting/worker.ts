import { namedByEach } from '../../core/handwriting/candidates.ts';
import type { FromWorker, HandwritingTrouble, ToWorker } from '../../core/handwriting/messages.ts';
import { match, templatesOf, type Templates } from '../../core/handwriting/templates.ts';
import { fetchPinned, type FileTrouble, type HandwritingFile, type Pins } from './files.ts';
import { openReader, type Reader } from './reader.ts';

/** Put in by the build; see `tools/handwriting/page-build.ts`. */
declare const handwritingPins: Pins;

/** Beside the page, one folder up from the page's scripts. */
const base = new URL('../handwriting/', self.location.href).href;

let templates: Templates | null = null;
let reader: Reader | null = null;

function tell(news: FromWorker): void {
  postMessage(news);
}

function tellTrouble(trouble: HandwritingTrouble): void {
  tell({ told: 'trouble', trouble });
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void answer(data));

async function answer({ id, writing }: ToWorker): Promise<void> {
  const matched = templates === null ? [] : match(templates, writing, namedByEach);
  tell({ told: 'matched', id, characters: matched });
  tell({ told: 'read', id, characters: reader === null ? null : await read(reader, writing) });
}

async function read(by: Reader, writing: ToWorker['writing']): Promise<readonly string[] | null> {
  try {
    return await by(writing);
  } catch {
    reader = null;
    tellTrouble('reader-failed');
    return null;
  }
}

/** Small, and all that is needed for a first answer. */
async function loadTemplates(): Promise<void> {
  const files = await fetchAll('characters.txt', 'templates.bin');
  if ('trouble' in files) return tellTrouble(`templates-${files.trouble}`);
  const characters = new TextDecoder().decode(files['characters.txt']);
  const read = templatesOf(characters, new Int8Array(files['templates.bin'].buffer));
  if (!read.ok) return tellTrouble('templates-altered');
  templates = read.value;
  tell({ told: 'ready' });
}

async function loadReader(): Promise<void> {
  const files = await fetchAll('recogniser-keys.txt', 'recogniser.onnx', 'ort.wasm');
  if ('trouble' in files) return tellTrouble(`reader-${files.trouble}`);
  try {
    reader = await openReader({
      wasm: files['ort.wasm'],
      model: files['recogniser.onnx'],
      keys: files['recogniser-keys.txt'],
    });
    tell({ told: 'ready' });
  } catch {
    tellTrouble('reader-failed');
  }
}

type Fetched<N extends HandwritingFile> =
  | Record<N, Uint8Array<ArrayBuffer>>
  | { readonly trouble: FileTrouble };

async function fetchAll<N extends HandwritingFile>(...names: readonly N[]): Promise<Fetched<N>> {
  const files: Partial<Record<N, Uint8Array<ArrayBuffer>>> = {};
  for (const name of names) {
    const file = await fetchPinned(base, name, handwritingPins);
    if (!file.ok) return { trouble: file.error };
    files[name] = file.value;
  }
  return files as Record<N, Uint8Array<ArrayBuffer>>;
}

async function load(): Promise<void> {
  await loadTemplates();
  await loadReader();
}

void load();
