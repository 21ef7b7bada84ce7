import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { endProcessesIn } from '../../tools/powercut/processes-in.ts';

const started: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'powercut-processes-'));
  folders.push(folder);
  return folder;
}

/** A program that says when it runs, and then stays. */
async function start(program: string, args: readonly string[], folder: string): Promise<ChildProcess> {
  const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  await once(child.stdout!, 'data');
  return child;
}

const stay = ['-e', 'console.log("here"); setInterval(() => {}, 1e6)'];
const holdFile = ['-e', 'fs.openSync(process.argv[1], "w"); console.log("here"); setInterval(() => {}, 1e6)'];

it('programs that work in a folder, or hold a file below it, are ended to the last one', async () => {
  const folder = await newFolder();
  const below = path.join(folder, 'disk');
  await mkdir(below);
  const standing = await start(process.execPath, stay, below);
  const holding = await start(process.execPath, [...holdFile, path.join(below, 'held')], tmpdir());
  const ended = Promise.all([once(standing, 'exit'), once(holding, 'exit')]);
  await endProcessesIn(folder);
  for (const [, signal] of await ended) expect(signal).toBe('SIGKILL');
});

it('a program in another folder lives on, also when the name of the folder begins alike', async () => {
  const folder = await newFolder();
  const alike = `${folder}-2`;
  await mkdir(alike);
  folders.push(alike);
  const neighbour = await start(process.execPath, stay, alike);
  await endProcessesIn(folder);
  expect(neighbour.exitCode ?? neighbour.signalCode).toBeNull();
});

it('a person’s shell that stands in the folder is left alone', async () => {
  const folder = await newFolder();
  const shell = await start('/bin/sh', ['-c', 'echo here; read line'], folder);
  await endProcessesIn(folder);
  expect(shell.exitCode ?? shell.signalCode).toBeNull();
});
