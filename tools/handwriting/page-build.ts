import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Copied into the page's folder as it is. */
const publicDir = path.resolve('dist/public');
const manifestFile = path.join(publicDir, 'handwriting/manifest.json');

/** What any page with handwriting is built with: its files beside it, and their hashes in its worker. */
export function handwritingFiles(): Plugin {
  return {
    name: 'handwriting-files',
    config: () => ({
      publicDir,
      define: { handwritingPins: JSON.stringify(pins()) },
      worker: { format: 'es', plugins: () => [ortBesideNothing()] },
    }),
  };
}

function pins(): Readonly<Record<string, string>> {
  if (!existsSync(manifestFile))
    throw new Error(`${manifestFile} is missing: run "node tools/build.mjs handwriting" first`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, { sha256: string }>;
  return Object.fromEntries(Object.entries(manifest).map(([name, { sha256 }]) => [name, sha256]));
}

/** ONNX Runtime names its 14 MB beside its own script; the worker hands them over instead, and one copy is enough. */
function ortBesideNothing(): Plugin {
  return {
    name: 'ort-beside-nothing',
    transform: {
      filter: { id: /onnxruntime-web/ },
      handler: (code) => code.replaceAll('import.meta.url', 'self.location.href'),
    },
  };
}
