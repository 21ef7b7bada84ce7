import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import type { Clock } from '../../core/lib/clock.ts';
import { joinHub } from '../../host/membership.ts';
import { freePort } from '../../hub/database/free-port.ts';
import { startProgram } from '../rig/program.ts';
import { programsFolder } from './work-folder.ts';

const run = promisify(execFile);

/** What every trial starts from: the product's own programs, and data folders that trials take copies of. */
export type Installation = {
  readonly webhostScript: string;
  readonly hubScript: string;
  /** An enrolled kiosk that has accepted nothing yet. */
  readonly kioskFolder: string;
  /** Another one, that sends records to the hub. */
  readonly senderFolder: string;
  /** The hub that knows both, stopped. */
  readonly hubFolder: string;
  readonly hubPort: number;
  readonly hubUrl: string;
  /** IndexedDB belongs to an origin and the port is part of it, so every trial has this one. */
  readonly kioskPort: number;
};

/** @param folder an empty one into which an unprivileged PostgreSQL may walk; cleared by its owner, not here */
export async function install(folder: string, clock: Clock): Promise<Installation> {
  const [webhostScript, hubScript] = await layOut(programsFolder(folder));
  const hubPort = await freePort();
  const installation: Installation = {
    webhostScript,
    hubScript,
    kioskFolder: path.join(folder, 'kiosk-template'),
    senderFolder: path.join(folder, 'sender'),
    hubFolder: path.join(folder, 'hub-template'),
    hubPort,
    hubUrl: `http://127.0.0.1:${hubPort}`,
    kioskPort: await freePort(),
  };
  await enrolKiosks(installation, clock);
  return installation;
}

/** The built programs beside the rig's own page: the webhost serves it as it would the kiosk's, behind the same gate. */
async function layOut(folder: string): Promise<readonly [string, string]> {
  await buildPage(path.join(folder, 'renderer'));
  const copies = ['webhost', 'hub'].map((name) => path.join(folder, name, 'main.js'));
  const [webhost, hub] = copies;
  if (webhost === undefined || hub === undefined) throw new Error('no programs');
  for (const copy of copies) {
    await mkdir(path.dirname(copy), { recursive: true });
    await copyFile(path.join('dist', path.relative(folder, copy)), copy);
  }
  return [webhost, hub];
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      minify: false,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: 'tools/powercut/page/main.ts',
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const page =
    '<!doctype html><meta charset="utf-8"><title>power cut</title><script type="module" src="page.js">';
  await writeFile(path.join(outDir, 'index.html'), `${page}</script>\n`);
}

async function enrolKiosks(installation: Installation, clock: Clock): Promise<void> {
  const { hubScript, hubFolder, hubPort, hubUrl, kioskFolder, senderFolder } = installation;
  const hub = await startProgram(hubScript, ['--data', hubFolder, '--port', String(hubPort)]);
  try {
    for (const [kioskId, dataFolder] of [
      ['K01', kioskFolder],
      ['K02', senderFolder],
    ] as const) {
      await mkdir(dataFolder, { mode: 0o700 });
      const enrolCode = await newCode(hubScript, hubFolder, kioskId);
      const joined = await joinHub({ clock, dataFolder, hubUrl, enrolCode });
      if (!joined.ok) throw new Error(`${kioskId} could not be enrolled: ${joined.error}`);
    }
  } finally {
    await hub.stop();
  }
}

async function newCode(hubScript: string, hubFolder: string, kioskId: string): Promise<string> {
  const kiosk = ['--kiosk', kioskId, '--branch-name', '示例网点', '--branch-code', '0101'];
  const { stdout } = await run(process.execPath, [hubScript, 'enrol', ...kiosk, '--data', hubFolder]);
  return stdout.trim();
}

/** A copy with owners and modes: PostgreSQL looks at both. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await run('cp', ['-a', from, to]);
}
