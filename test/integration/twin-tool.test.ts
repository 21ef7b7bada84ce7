import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { answerLength, encodeCommand } from '../../hardware/id-card/codec.ts';
import { frameScanner } from '../../hardware/id-card/frame.ts';
import type { Port } from '../../hardware/port.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { tcpPortOpener } from '../../hardware/tcp/tcp-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { ptyPair } from '../../tools/rig/pty-pair.ts';

const clock = realClock();
const soon = { timeout: 10_000, interval: 10 };
const running: ChildProcessWithoutNullStreams[] = [];
const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const port of open.splice(0)) await port.close();
  for (const child of running.splice(0)) {
    if (child.exitCode !== null) continue;
    const closed = once(child, 'close');
    child.kill('SIGINT');
    await closed;
  }
});

/** `npm run twin`, without npm. */
function twin(...args: string[]) {
  const child = spawn(process.execPath, ['tools/run.mjs', 'twin', ...args]);
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const says = (pattern: RegExp) => expect.poll(() => said, { timeout: 120_000 }).toMatch(pattern);
  return { child, says, said: () => said };
}

/** The status of each answer that comes in, in order. */
function statusesFrom(port: Port): number[] {
  const scanner = frameScanner(answerLength);
  const statuses: number[] = [];
  port.onBytes((chunk) => {
    for (const body of scanner.push(chunk).bodies) statuses.push(body[2]!);
  });
  return statuses;
}

test('a twin behind a TCP port answers, obeys what is typed, and breaks what it was told to break', async () => {
  const { child, says, said } = twin('id-card-reader', 'tcp:0', '--fault', 'wrong-checksum after 2');
  await says(/tcp:\/\/127\.0\.0\.1:\d+/);
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(said())![1]);
  const opened = await tcpPortOpener({ host: '127.0.0.1', port, clock })();
  if (!opened.ok) throw new Error(opened.error);
  open.push(opened.value);
  const statuses = statusesFrom(opened.value);
  async function ask(command: 'status' | 'find') {
    if (opened.ok) await opened.value.write(encodeCommand(command), 1_000);
  }

  await ask('status');
  await expect.poll(() => statuses, soon).toEqual([0x90]);
  child.stdin.write('lay resident\n');
  await says(/done/);
  await ask('find');
  await expect.poll(() => statuses, soon).toEqual([0x90, 0x9f]);
  // The third answer comes with a wrong checksum, the fourth in order.
  await ask('find');
  await new Promise<void>((later) => void clock.after(300, later));
  expect(statuses).toHaveLength(2);
  await ask('find');
  await expect.poll(() => statuses, soon).toEqual([0x90, 0x9f, 0x9f]);

  child.stdin.write('quit\n');
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
});

test('a twin on a pty plays its script', async () => {
  const ptys = await ptyPair();
  open.push({ close: ptys.dispose });
  const script = path.join(mkdtempSync(path.join(tmpdir(), 'twin-')), 'script.txt');
  writeFileSync(script, '# a code\nafter 1s scan abc\nafter 300ms scan def\n');
  const { says } = twin('code-scanner', ptys.devicePath, '--script', script, '--set', 'model=line');
  await says(/attached/);
  const kiosk = await serialPortOpener({ path: ptys.kioskPath, baudRate: 9_600, clock })();
  if (!kiosk.ok) throw new Error(kiosk.error);
  open.unshift(kiosk.value);
  let heard = '';
  kiosk.value.onBytes((chunk) => (heard += Buffer.from(chunk).toString()));
  await expect.poll(() => heard, soon).toBe('abc\rdef\r');
});

test('what cannot be understood is refused with the help and exit code 2', async () => {
  const { child, says } = twin('toaster', '/dev/null');
  await says(/no such device: toaster[\s\S]*npm run twin/);
  if (child.exitCode === null) await once(child, 'close');
  expect(child.exitCode).toBe(2);
});
