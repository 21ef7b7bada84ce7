import {
  appendFile,
  open,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { noHash } from '../../../core/records/envelope.ts';
import { openJournal } from '../../../host/journal/journal.ts';
import { chainAfter, framed } from '../../../host/journal/line.ts';
import { chainOf, envelopeBehind, receiptFor } from './envelopes.ts';
import { appendAll, dayMs, journalRig as rig } from './rig.ts';

describe('a torn last line', () => {
  it.each([1, 5, 400, 1_000])('is cut off, %i bytes short, and what was before it stands', async (bytes) => {
    const { open, file } = await rig();
    const chain = chainOf(3);
    await appendAll(await open(), chain);
    await (await open()).close();
    await truncate(file(), (await stat(file())).size - bytes);
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 2, tornTail: true });
    expect(journal.incidents()).toEqual([]);
    await appendAll(journal, [chain[2]!]);
    expect((await open()).mark()).toMatchObject({ sequence: 3, tornTail: false });
  });

  it('is reported in the journal itself, with its length', async () => {
    const { open, file } = await rig();
    await appendAll(await open(), chainOf(1));
    await (await open()).close();
    await appendFile(file(), 'half a li');
    const chain = await open();
    await chain.incident('record-refused', 'whatever is written next');
    expect(await readFile(file(), 'utf8')).toContain('"tornBytes":9');
  });

  it('of zeros, as a power cut may leave it, is cut off as well', async () => {
    const { open, file } = await rig();
    await appendAll(await open(), chainOf(1));
    await appendFile(file(), Buffer.alloc(300_000));
    expect((await open()).mark()).toMatchObject({ sequence: 1, tornTail: true });
  });
});

describe('a damaged line in the middle', () => {
  it('is an incident, told once, kept as it is, and its place is named', async () => {
    const { open, file } = await rig();
    await appendAll(await open(), chainOf(3));
    const lines = (await readFile(file(), 'utf8')).split('\n');
    lines[2] = lines[2]!.replace('seal-1', 'seal-2');
    await writeFile(file(), lines.join('\n'));
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 3, missing: [2] });
    expect(journal.incidents()).toMatchObject([{ code: 'journal-damaged' }]);
    expect((await open()).incidents()).toHaveLength(1);
    expect(await readFile(file(), 'utf8')).toContain(lines[2]);
  });

  it('can be filled with the envelope that stood there and with no other', async () => {
    const { open, file } = await rig();
    const chain = chainOf(3);
    await appendAll(await open(), chain);
    const lines = (await readFile(file(), 'utf8')).split('\n');
    lines[2] = `${'0'.repeat(16)} {}`;
    await writeFile(file(), lines.join('\n'));
    const journal = await open();
    expect(await journal.append([envelopeBehind(chain[0]!)], true)).toEqual({
      ok: false,
      error: { code: 'fork' },
    });
    expect(await journal.append([chain[1]!], true)).toMatchObject({ ok: true });
    expect((await open()).mark()).toMatchObject({ sequence: 3, missing: [] });
  });
});

describe('the chain of lines', () => {
  async function withThree() {
    const machine = await rig();
    await appendAll(await machine.open(), chainOf(3));
    await (await machine.open()).close();
    const lines = (await readFile(machine.file(), 'utf8')).split('\n');
    return {
      ...machine,
      lines,
      rewrite: (changed: readonly string[]) => writeFile(machine.file(), changed.join('\n')),
    };
  }

  it('tells a line that was taken out', async () => {
    const { open, lines, rewrite } = await withThree();
    await rewrite(lines.toSpliced(2, 1));
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 3, missing: [2] });
    expect(journal.incidents()).toMatchObject([
      { code: 'journal-damaged', detail: expect.stringMatching(/byte \d+: off-chain, lines: 1$/) },
    ]);
    expect((await open()).incidents()).toHaveLength(1);
  });

  it('tells lines that changed places, and loses none of them', async () => {
    const { open, lines, rewrite } = await withThree();
    await rewrite([lines[0]!, lines[2]!, lines[1]!, lines[3]!, '']);
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 3, missing: [] });
    expect(journal.incidents()).toMatchObject([{ code: 'journal-damaged' }]);
  });

  it('believes an envelope that was put in only by its signature', async () => {
    const { open, lines, rewrite } = await withThree();
    const forged = { ...envelopeBehind(null, { sequence: 4 }), signature: 'A'.repeat(86) };
    const record = { kind: 'envelope', at: '2026-11-02T01:00:00.000Z', envelope: forged, recovered: false };
    const json = Buffer.from(JSON.stringify(record));
    const line = framed({ chain: noHash, json }).toString().trimEnd();
    await rewrite([...lines.slice(0, 4), line, '']);
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 3 });
    expect(journal.incidents()).toMatchObject([{ code: 'journal-damaged' }]);
  });

  it('runs across segments, so that one that is gone is told', async () => {
    const { open, clock, file } = await rig();
    const journal = await open();
    for (const envelope of chainOf(3)) {
      await appendAll(journal, [envelope]);
      await clock.advance(dayMs);
    }
    await rm(file('000002-2026-11-03'));
    const again = await open();
    expect(again.mark()).toMatchObject({ missing: [2] });
    expect(again.incidents()).toMatchObject([
      { code: 'journal-damaged', detail: '000003-2026-11-04.jsonl byte 0: off-chain, lines: 1' },
    ]);
  });

  it('tells that the beginning is gone, and that a line is of a later version', async () => {
    const { open, lines, rewrite } = await withThree();
    const json = Buffer.from('{"kind":"of-tomorrow"}');
    const before = lines.at(-2)!.split(' ')[1]!;
    const later = framed({ chain: chainAfter(before, json), json })
      .toString()
      .trimEnd();
    await rewrite([...lines.slice(1, 4), later, '']);
    expect((await open()).incidents().map(({ detail }) => detail)).toEqual([
      '000001-2026-11-02.jsonl byte 0: off-chain, lines: 1',
      expect.stringMatching(/: unknown, lines: 1$/),
    ]);
  });
});

/** What every open file of Node inherits from. */
async function fileHandlePrototype(): Promise<FileHandle> {
  const handle = await open('/dev/null', 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

describe('syncing', () => {
  it('is done before each answer, and of the folder too when the file is new', async () => {
    const { open: openAgain } = await rig();
    const journal = await openAgain();
    const prototype = await fileHandlePrototype();
    const [ofData, ofFolder] = [vi.spyOn(prototype, 'datasync'), vi.spyOn(prototype, 'sync')];
    onTestFinished(() => void vi.restoreAllMocks());
    const chain = chainOf(3);
    await appendAll(journal, [chain[0]!]);
    expect(ofFolder).toHaveBeenCalledTimes(1);
    const before = ofData.mock.calls.length;
    await appendAll(journal, chain.slice(1));
    expect(ofData.mock.calls.length).toBe(before + 2);
    expect(ofFolder).toHaveBeenCalledTimes(1);
  });

  it('that failed is not tried again on the same handle: the line is cut off and written anew', async () => {
    const { open: openAgain, file } = await rig();
    const chain = chainOf(2);
    const journal = await openAgain();
    await appendAll(journal, [chain[0]!]);
    const eio = Object.assign(new Error('i/o error'), { code: 'EIO' });
    vi.spyOn(await fileHandlePrototype(), 'datasync').mockRejectedValueOnce(eio);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await journal.append([chain[1]!], false)).toEqual({
      ok: false,
      error: { code: 'disk-error', detail: 'EIO' },
    });
    expect(journal.mark().sequence).toBe(1);
    await appendAll(journal, [chain[1]!]);
    expect((await readFile(file(), 'utf8')).split(chain[1]!.hash)).toHaveLength(2);
    expect((await openAgain()).mark()).toMatchObject({ sequence: 2, tornTail: false });
  });
});

describe('a disk that fails', () => {
  it('is named when it is full, and the same append succeeds once there is room', async () => {
    const { open, clock, file } = await rig();
    const chain = chainOf(2);
    const journal = await open();
    await appendAll(journal, [chain[0]!]);
    await clock.advance(dayMs);
    // The kernel's own full disk.
    await symlink('/dev/full', file('000002-2026-11-03'));
    expect(await journal.append([chain[1]!], false)).toMatchObject({
      ok: false,
      error: { code: 'disk-full' },
    });
    expect(await journal.receipt(receiptFor(1, chain[0]!.hash))).toMatchObject({
      error: { code: 'disk-full' },
    });
    expect(await journal.printLedger.begun('t', 1)).toEqual({ ok: false, error: 'disk-full' });
    expect(journal.mark()).toMatchObject({ sequence: 1, receiptedSequence: 0 });
    await rm(file('000002-2026-11-03'));
    expect(await journal.append([chain[1]!], false)).toMatchObject({ ok: true });
    expect((await open()).mark().sequence).toBe(2);
  });

  it('is named when the folder is gone', async () => {
    const { open, folder } = await rig();
    const journal = await open();
    await rm(folder, { recursive: true });
    expect(await journal.append([envelopeBehind(null)], false)).toEqual({
      ok: false,
      error: { code: 'disk-error', detail: 'ENOENT' },
    });
  });

  it('never writes behind what a failed write has left: the file is cut back first', async () => {
    const { open, file } = await rig();
    const chain = chainOf(2);
    const journal = await open();
    await appendAll(journal, [chain[0]!]);
    const eio = Object.assign(new Error('i/o error'), { code: 'EIO' });
    vi.spyOn(await fileHandlePrototype(), 'appendFile').mockRejectedValueOnce(eio);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await journal.append([chain[1]!], false)).toMatchObject({ error: { code: 'disk-error' } });
    await appendFile(file(), 'half of what failed');
    await appendAll(journal, [chain[1]!]);
    const again = await open();
    expect(again.mark()).toMatchObject({ sequence: 2, tornTail: false });
    expect(again.incidents()).toEqual([]);
  });

  it('cannot be opened where a file stands in the way', async () => {
    const { folder, clock } = await rig();
    await writeFile(folder, '');
    const options = {
      folder,
      kioskId: 'K01',
      epoch: 1,
      clock,
      checkDevice: () => true,
      checkHub: () => true,
    };
    expect(await openJournal(options)).toMatchObject({ ok: false, error: { code: 'journal-unreadable' } });
  });
});
