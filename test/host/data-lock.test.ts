import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lockData } from '../../host/data-lock.ts';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'lock-'));

it('one data folder has one host at a time', async () => {
  const folder = newFolder();
  const first = await lockData(folder);
  expect(await lockData(folder)).toMatchObject({ ok: false, error: { code: 'data-folder-in-use' } });
  if (first.ok) await first.value.release();
  const next = await lockData(folder);
  expect(next.ok).toBe(true);
  if (next.ok) await next.value.release();
});

it('a host that was killed leaves no lock behind that anybody has to clear', async () => {
  const folder = newFolder();
  const holder = spawn(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(path.join(folder, 'host.lock'))}, () => console.log('held'))`,
  ]);
  await new Promise((held) => holder.stdout.once('data', held));
  expect((await lockData(folder)).ok).toBe(false);
  holder.kill('SIGKILL');
  await new Promise((gone) => holder.once('exit', gone));
  const lock = await lockData(folder);
  expect(lock.ok).toBe(true);
  if (lock.ok) await lock.value.release();
});

it('a folder that is not there cannot be claimed', async () => {
  expect(await lockData('/nowhere/at/all')).toMatchObject({ error: { code: 'data-folder-unusable' } });
});
