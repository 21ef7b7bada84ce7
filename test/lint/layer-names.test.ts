import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Names of a machine that the pure layers must not even be able to say. */
const machineNames = [
  'document',
  'window',
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'performance',
  'crypto',
  'fetch',
  'console',
  'indexedDB',
];

/** Checks the whole layer together with one planted file, so that what its packages drag in counts as well. */
async function namesRefusedIn(layer: string, folder: string): Promise<readonly string[]> {
  const planted = machineNames.map((name) => `export const the_${name} = ${name};`).join('\n');
  await writeFile(path.join(folder, 'planted.ts'), planted);
  const config = {
    extends: path.join(root, layer, 'tsconfig.json'),
    compilerOptions: {
      composite: false,
      emitDeclarationOnly: false,
      noEmit: true,
      rootDir: '/',
      tsBuildInfoFile: null,
    },
    include: [path.join(root, layer, '**/*.ts'), path.join(folder, 'planted.ts')],
    exclude: ['serial', 'tcp'].map((nested) => path.join(root, layer, nested)),
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const output = await run(path.join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
    (done) => done.stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
  return machineNames.filter((name) => new RegExp(`planted\\.ts.*Cannot find name '${name}'`).test(output));
}

describe('the compiler settings of the pure layers', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-types-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['core', 'hardware', 'sync/protocol', 'sync/sealing'])(
    'let %s name neither page, process, timer nor randomness',
    async (layer) => {
      expect(await namesRefusedIn(layer, folder)).toEqual(machineNames);
    },
    60_000,
  );
});
