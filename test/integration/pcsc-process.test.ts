import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forkPcsc } from '../../host/pcsc/pcsc-child.ts';
import type { PcscChild, PcscEvent } from '../../host/pcsc/pcsc-child.ts';
import { isSmartcardInstalled } from '../../host/pcsc/social-security-reader.ts';

const script = join('host', 'pcsc', 'pcsc-process.mjs');
const soon = { timeout: 10_000, interval: 20 };

/** A module with the optional one's name and manners: one reader, one card that says what it was told. */
const oneCard = `
  const { EventEmitter } = require('node:events');
  let watches = 0;
  exports.Devices = class extends EventEmitter {
    start() {
      watches += 1;
      const reader = { name: 'Reader ' + watches };
      this.emit('reader-attached', reader);
      this.emit('card-inserted', { reader, card: { async transmit(command) {
        if (command[0] === 0xff) throw new Error('Card was removed');
        if (command[0] === 0xfe) process.kill(process.pid, 'SIGKILL');
        if (command[0] === 0xfd) process.send('nonsense');
        return Buffer.from([...command, 0x90, 0x00]);
      } } });
      setTimeout(() => {
        this.emit('error', new Error('Communication error'));
        if (watches === 1) this.emit('card-removed', { reader, card: null });
      }, 300);
    }
    stop() {}
  };`;

let folder: string;
let child: PcscChild | null;
let events: PcscEvent[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'care-kiosk-pcsc-'));
  child = null;
  events = [];
});
afterEach(async () => {
  child?.kill();
  await rm(folder, { recursive: true });
});

const from = () => join(folder, 'kiosk.js');
const kinds = () => events.map(({ kind }) => kind);

async function started(code: string): Promise<PcscChild> {
  const home = join(folder, 'node_modules', 'smartcard');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'index.js'), code);
  expect(isSmartcardInstalled(from())).toBe(true);
  // What is killed after its own test must not be heard in the next one.
  const heard = events;
  child = forkPcsc(script, from(), (event) => void heard.push(event));
  await expect.poll(() => events.length, soon).toBeGreaterThan(0);
  return child;
}

describe('a module that does not fit this machine', () => {
  test.each([
    'throw new Error("libpcsclite.so.1: cannot open shared object file");',
    'require("./build/Release/missing.node");',
    'exports.Reader = class {};',
  ])('%s is told as not loadable, and the process ends', async (code) => {
    await started(code);
    await expect.poll(kinds, soon).toEqual(['not-loadable', 'exited']);
  });
});

describe('a module that is there', () => {
  test('tells readers and cards, carries commands, and begins afresh when told to watch again', async () => {
    const pcsc = await started(oneCard);
    expect(events).toEqual([{ kind: 'ready' }]);
    pcsc.watch();
    await expect.poll(() => events.length, soon).toBe(5);
    expect(events.slice(1)).toEqual([
      { kind: 'reader-attached', reader: 'Reader 1' },
      { kind: 'card-inserted', reader: 'Reader 1' },
      { kind: 'error', message: 'Communication error' },
      { kind: 'card-removed', reader: 'Reader 1' },
    ]);
    expect(await pcsc.transmit('Reader 1', Uint8Array.of(1))).toEqual({
      ok: false,
      error: 'Card was removed',
    });
    pcsc.watch();
    await expect.poll(kinds, soon).toContain('card-inserted');
    await expect.poll(() => events.at(-1), soon).toEqual({ kind: 'error', message: 'Communication error' });
    const answers = await Promise.all([
      pcsc.transmit('Reader 2', Uint8Array.of(1, 2)),
      pcsc.transmit('Reader 2', Uint8Array.of(0xff)),
    ]);
    expect(answers).toEqual([
      { ok: true, value: Uint8Array.of(1, 2, 0x90, 0x00) },
      { ok: false, error: 'Card was removed' },
    ]);
  });

  test.each([
    ['crashes', 0xfe],
    ['says what nobody understands', 0xfd],
  ])('and %s is told once as ended, and every command under way with it', async (_how, command) => {
    const pcsc = await started(oneCard);
    pcsc.watch();
    await expect.poll(kinds, soon).toContain('card-inserted');
    const first = await pcsc.transmit('Reader 1', Uint8Array.of(command));
    if (command === 0xfe) expect(first).toEqual({ ok: false, error: 'process exited' });
    await expect.poll(() => kinds().filter((kind) => kind === 'exited'), soon).toEqual(['exited']);
    expect(await pcsc.transmit('Reader 1', Uint8Array.of(1))).toEqual({ ok: false, error: 'process exited' });
  });

  test('ends when it is killed', async () => {
    const pcsc = await started(oneCard);
    pcsc.kill();
    await expect.poll(kinds, soon).toEqual(['ready', 'exited']);
  });
});
