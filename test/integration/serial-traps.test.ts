import { pbkdf2 } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { SerialPort } from 'serialport';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { manualClock } from '../support/manual-clock.ts';
import { bytesOf, closingsOf, heardBy, soon, textOf } from '../support/open-ports.ts';
import {
  baudRate,
  cableForEachTest,
  clock,
  kioskLine,
  openDevice,
  openKiosk,
  ports,
  ptys,
  withinTwoSeconds,
} from '../support/serial-cable.ts';

// The numbers are those of the reference (serialport 13.0.0, section 4.3).

cableForEachTest();

/** A write that waits for a stopped peer when the line is pulled: it fails for certain, not only when it is lucky. */
async function failedWrite(kiosk: Awaited<ReturnType<typeof openKiosk>>) {
  ptys.stall();
  const written = kiosk.write(new Uint8Array(1_000_000), 10_000);
  await ptys.unplug();
  return written;
}

describe('trap 1, the stale write', () => {
  test('bytes written after the closing are refused and never reach the next connection', async () => {
    const heard = heardBy(await openDevice());
    const line = kioskLine();
    const first = await ports.open(line);
    await first.close();
    expect(await first.write(bytesOf('STALE-RECEIPT'), 1_000)).toEqual({ ok: false, error: 'closed' });
    const second = await ports.open(line);
    await second.write(bytesOf('FRESH'), 1_000);
    await expect.poll(() => textOf(heard), soon).toBe('FRESH');
  });

  test('the bare library does send them, so this wrapper is still needed', async () => {
    const heard = heardBy(await openDevice());
    const bare = new SerialPort({ path: ptys.kioskPath, baudRate, autoOpen: false });
    const openBare = () => new Promise((done) => bare.open(done));
    await openBare();
    await new Promise((done) => bare.close(done));
    bare.write('STALE-RECEIPT');
    await openBare();
    await expect.poll(() => textOf(heard), soon).toBe('STALE-RECEIPT');
    await new Promise((done) => bare.close(done));
  });

  test('nothing of a slip that was cut off by an unplugging is written again after the reconnect', async () => {
    const before = heardBy(await openDevice());
    const line = kioskLine();
    const first = await ports.open(line);
    await first.write(bytesOf('FIRST'), 1_000);
    await expect.poll(() => textOf(before), soon).toBe('FIRST');
    expect(await failedWrite(first)).toEqual({ ok: false, error: 'gone' });
    await ptys.replug();
    const after = heardBy(await openDevice());
    const second = await ports.open(line);
    expect(await first.write(bytesOf('AGAIN'), 1_000)).toEqual({ ok: false, error: 'gone' });
    await second.write(bytesOf('SECOND'), 1_000);
    await expect.poll(() => textOf(after), soon).toBe('SECOND');
  });
});

describe('trap 2, the unplugging that nobody hears of', () => {
  test('is noticed by the stream because it always flows, although nobody listens, writes or looks at the path', async () => {
    // On a clock that stands still nobody looks at the path. The stream alone does not notice every time, which is why
    // somebody looks; without a data listener it never does.
    const noticedBefore = async (deadlineMs: number) => {
      const kiosk = await ports.open(
        serialPortOpener({ path: ptys.kioskPath, baudRate, clock: manualClock() }),
      );
      const closed = new Promise<true>((noticed) => kiosk.onClosed(() => noticed(true)));
      await ptys.unplug();
      return Promise.race([closed, new Promise<false>((late) => setTimeout(late, deadlineMs, false))]);
    };
    let isNoticed = await noticedBefore(300);
    for (let round = 2; !isNoticed && round <= 12; round += 1) {
      await ports.closeAll();
      await ptys.replug();
      isNoticed = await noticedBefore(300);
    }
    expect(isNoticed).toBe(true);
  });

  test.each([1, 2, 3, 4, 5])('is noticed within two seconds in every case (run %i)', async () => {
    const kiosk = await openKiosk();
    const closings = closingsOf(kiosk);
    await ptys.unplug();
    await expect.poll(() => closings, withinTwoSeconds).toEqual(['gone']);
    expect(await kiosk.write(Uint8Array.of(1), 1_000)).toEqual({ ok: false, error: 'gone' });
  });

  test('is noticed within two seconds also when the stream itself never tells', async () => {
    const closings = closingsOf(await openKiosk());
    await rm(ptys.kioskPath);
    await expect.poll(() => closings, withinTwoSeconds).toEqual(['gone']);
  });
});

describe('trap 3, the end announced several times', () => {
  test('the bare library closes twice after a failing write, so the notice has to be made one', async () => {
    const bare = new SerialPort({ path: ptys.kioskPath, baudRate, autoOpen: false });
    await new Promise((done) => bare.open(done));
    const announced: string[] = [];
    for (const name of ['error', 'close']) bare.on(name, () => announced.push(name));
    bare.resume();
    ptys.stall();
    bare.write(Buffer.alloc(1_000_000));
    await ptys.unplug();
    await expect.poll(() => announced.filter((name) => name === 'close').length, soon).toBe(2);
  });

  test('a line that is pulled in the middle of writing ends its port once', async () => {
    const kiosk = await openKiosk();
    const closings = closingsOf(kiosk);
    expect(await failedWrite(kiosk)).toEqual({ ok: false, error: 'gone' });
    await kiosk.close();
    await kiosk.close();
    expect(closings).toEqual(['gone']);
  });

  test('closing twice is closing once, and the line is free afterwards', async () => {
    const kiosk = await openKiosk();
    const closings = closingsOf(kiosk);
    await Promise.all([kiosk.close(), kiosk.close()]);
    await kiosk.close();
    expect(closings).toEqual(['closed']);
    await openKiosk();
  });
});

describe('trap 4, the object that cannot be opened again', () => {
  test('the same opener gives a line that works after a failed write', async () => {
    const line = kioskLine();
    expect(await failedWrite(await ports.open(line))).toMatchObject({ ok: false });
    await ptys.replug();
    const heard = heardBy(await openDevice());
    const kiosk = await ports.open(line);
    expect(await kiosk.write(bytesOf('again'), 1_000)).toMatchObject({ ok: true });
    await expect.poll(() => textOf(heard), soon).toBe('again');
  });

  test('a port that was lost has given its handle back when its closing is answered', async () => {
    const handle = readlinkSync(ptys.kioskPath);
    const handles = () =>
      readdirSync('/proc/self/fd').filter((fd) => isOf(handle, `/proc/self/fd/${fd}`)).length;
    const kiosk = await openKiosk();
    expect(handles()).toBe(1);
    // The library closes by itself after a failed write, in the thread pool, and tells of the failure before it has.
    const rest = overworkThreadPool();
    const closedAtOnce = new Promise(kiosk.onClosed).then(() => kiosk.close()).then(handles);
    expect(await failedWrite(kiosk)).toEqual({ ok: false, error: 'gone' });
    expect(await closedAtOnce).toBe(0);
    await rest();
  });
});

/** Until it is called off, whatever goes to the thread pool waits behind other work, as on a loaded machine. */
function overworkThreadPool(): () => Promise<unknown> {
  let isOver = false;
  async function work(): Promise<void> {
    while (!isOver) await promisify(pbkdf2)('', '', 10_000, 64, 'sha512');
  }
  // More than its threads, so that some are always waiting.
  const workers = Array.from({ length: 8 }, work);
  return () => {
    isOver = true;
    return Promise.all(workers);
  };
}

/** Whether a handle is one of this tty, which may have gone meanwhile; a handle may be closed while we look. */
function isOf(tty: string, handle: string): boolean {
  try {
    return [tty, `${tty} (deleted)`].includes(readlinkSync(handle));
  } catch {
    return false;
  }
}

describe('trap 5, the write that waits for ever', () => {
  test('a peer that takes no bytes stalls the write at its deadline, and the port is given up', async () => {
    const kiosk = await openKiosk();
    const closings = closingsOf(kiosk);
    ptys.stall();
    const startedMs = clock.monotonicMs();
    expect(await kiosk.write(new Uint8Array(1_000_000), 300)).toEqual({ ok: false, error: 'stalled' });
    expect(clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(295);
    expect(closings).toEqual(['stalled']);
    expect(await kiosk.write(Uint8Array.of(1), 300)).toEqual({ ok: false, error: 'stalled' });
    await kiosk.close();
    await openKiosk();
  });

  /** A pty's other end holds so much as received, as a device's own buffer does. */
  const atPeerBytes = 4_096;

  test('what the stalled peer had not taken does not reach it after the next opening', async () => {
    const heard = heardBy(await openDevice());
    const kiosk = await openKiosk();
    ptys.stall();
    await kiosk.write(
      Uint8Array.from({ length: 1_000_000 }, () => 0x53),
      300,
    );
    await kiosk.close();
    ptys.resume();
    const fresh = await openKiosk();
    await fresh.write(bytesOf('FRESH'), 1_000);
    await expect.poll(() => textOf(heard), soon).toMatch(/FRESH$/);
    expect(heard.length - 'FRESH'.length).toBeLessThanOrEqual(atPeerBytes);
  });
});

describe('trap 6, the opening that fails', () => {
  test('is an answer and never an exception, whether the line is not there or in use', async () => {
    const troubles: string[] = [];
    const onRefused = (trouble: string) => void troubles.push(trouble);
    const nowhere = serialPortOpener({ path: `${ptys.kioskPath}-none`, baudRate, clock, onRefused });
    expect(await nowhere()).toEqual({ ok: false, error: 'gone' });
    await openKiosk();
    const second = serialPortOpener({ path: ptys.kioskPath, baudRate, clock, onRefused });
    expect(await second()).toEqual({ ok: false, error: 'gone' });
    expect(troubles).toEqual(['line-not-there', 'line-in-use']);
  });

  test('also of a path that is no serial line', async () => {
    const troubles: string[] = [];
    const file = serialPortOpener({
      path: import.meta.filename,
      baudRate,
      clock,
      onRefused: (it) => troubles.push(it),
    });
    expect(await file()).toEqual({ ok: false, error: 'gone' });
    expect(troubles).toEqual(['line-not-serial']);
  });

  test('an opener asked again while the device is away finds it when it is back', async () => {
    const line = kioskLine();
    await ptys.unplug();
    expect(await line()).toEqual({ ok: false, error: 'gone' });
    await ptys.replug();
    await ports.open(line);
  });
});
