import assert from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { onTestFinished } from 'vitest';
import type { CallName, Input, KioskFacts, OwnError, Trust } from '../../../core/contract/calls.ts';
import { hostOver } from '../../../core/contract/client.ts';
import { dispatch } from '../../../core/contract/dispatch.ts';
import type { Handlers, Host } from '../../../core/contract/host.ts';
import { err, ok, type Result } from '../../../core/lib/result.ts';
import { openJournal, type Journal } from '../../../host/journal/journal.ts';
import type { JournalOptions } from '../../../host/journal/keeping.ts';
import { journalCalls } from '../../../host/journal/journal-calls.ts';
import { sendUpload } from '../../../host/send-upload.ts';
import { builtInRulesPack } from '../../../core/rules/rules-pack.ts';
import { createDeviceKey } from '../../../host/keys/device-key.ts';
import { checkOf, verifyOnNode } from '../../../machine/ed25519.ts';
import { openOutbox, type OpenOutboxParts, type OutboxTrouble } from '../../../sync/outbox/open-outbox.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { createUploader, type Uploader } from '../../../sync/uploader/uploader.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { memoryHub } from './hub.ts';
import { sealingKeyPair, signingKey } from './keys.ts';
import { nextNonce } from './nonces.ts';

/**
 * What a test does to one call on its way. `die`: the power goes, and the page never hears anything again; before or
 * after the host has done it. `fail`: the host answers this error code.
 */
export type Mishap = {
  readonly call: CallName;
  readonly does: 'die-before' | 'die-after' | 'lose-answer' | { readonly fail: string };
};

/** What a test says of its machine beyond the two stores. */
export type Machine = {
  offer: (offer: Input<'trust.offer'>) => Result<Trust, { readonly code: OwnError<'trust.offer'> }>;
  storage: (told: Input<'storage.report'>) => boolean;
  /** Public keys whose receipts the journal takes. */
  receiptKeys: readonly string[];
};

export type Kiosk = Awaited<ReturnType<typeof kiosk>>;

/** As many turns of the event loop as a database needs between two calls. */
const quietTurns = 40;

const sealing = await sealingKeyPair();

/** A page's database, a real journal on a real file system and a remembering hub, joined by the real dispatch. */
export async function kiosk(change: (usual: KioskFacts) => Partial<KioskFacts> = () => ({})) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kiosk-'));
  onTestFinished(async () => {
    await journal?.close();
    await rm(folder, { recursive: true, force: true });
  });
  const deviceKey = await createDeviceKey(path.join(folder, 'keys'));
  assert(deviceKey.ok);
  const device = deviceKey.value;
  const receiptKey = signingKey();
  const clock = manualClock();
  // The disk is real and takes its own time: a test that lets minutes pass must not make a call too slow.
  const patient = { ...clock, after: () => () => {} };
  const usual = factsOf(receiptKey.publicKey);
  const facts: KioskFacts = { ...usual, ...change(usual) };
  const machine: Machine = {
    offer: () => err({ code: 'bad-signature' }),
    storage: () => true,
    receiptKeys: [receiptKey.publicKey],
  };
  const hub = memoryHub(receiptKey, facts);
  const journalFolder = path.join(folder, 'journal');
  const calls: CallName[] = [];
  let database = new IDBFactory();
  let mishap: (Mishap & { readonly struck: () => void }) | null = null;
  /** Pages that the power went from: nothing that they do any more reaches the machine. */
  const dead = new Set<number>();
  let pages = 0;
  let journal: Journal | null = null;
  /** Calls that the host works on. */
  let underWay = 0;

  async function openedJournal(how: Partial<JournalOptions> = {}): Promise<Journal> {
    const opened = await openJournal({
      folder: journalFolder,
      kioskId: facts.kioskId,
      epoch: facts.epoch,
      clock,
      checkDevice: checkOf(device.publicKey),
      checkHub: (message, signature) => machine.receiptKeys.some((key) => checkOf(key)(message, signature)),
      ...how,
    });
    assert(opened.ok);
    return opened.value;
  }

  function die(page: number, struck: () => void): Promise<never> {
    dead.add(page);
    struck();
    return new Promise(() => {});
  }

  function serve(page: number, name: CallName, raw: unknown): Promise<unknown> {
    if (dead.has(page)) return new Promise(() => {});
    calls.push(name);
    underWay += 1;
    return served(page, name, raw).finally(() => (underWay -= 1));
  }

  async function served(page: number, name: CallName, raw: unknown): Promise<unknown> {
    const now = mishap?.call === name ? mishap : null;
    if (now !== null) mishap = null;
    if (now?.does === 'die-before') return die(page, now.struck);
    if (typeof now?.does === 'object') return err({ code: now.does.fail });
    journal ??= await openedJournal();
    const handlers = handlersOver(journal, device, hub, facts, machine);
    const reply: unknown = JSON.parse(JSON.stringify(await dispatch(handlers, patient, raw)));
    if (now?.does === 'die-after') return die(page, now.struck);
    if (now?.does === 'lose-answer') throw new Error('the line to the host broke');
    return reply;
  }

  function hostOf(page: number): Host {
    const request = (asked: { readonly name: string }) =>
      serve(page, asked.name as CallName, JSON.parse(JSON.stringify(asked)));
    return hostOver({ request, subscribe: () => () => {} }, patient, () => 'test');
  }

  return {
    facts,
    machine,
    clock,
    hub,
    /** Of the newest page. */
    get host() {
      return hostOf(pages);
    },
    calls,
    journalFolder,
    sealingPrivateKey: sealing.privateKey,
    receiptKey,
    device,
    /** The next call of that name meets with this. Resolves when the power has gone. */
    arrange: (next: Mishap) =>
      new Promise<void>((struck) => {
        mishap = { ...next, struck };
      }),
    get database() {
      return database;
    },
    /** The browser has thrown its database away. */
    wipeDatabase: () => void (database = new IDBFactory()),
    /** The host has done all that it was asked, and so has the page with what it heard: a real disk takes real time. */
    async quiet(): Promise<void> {
      for (let turn = 0; turn < quietTurns; turn = underWay > 0 ? 0 : turn + 1)
        await new Promise((next) => setImmediate(next));
    },
    /** What the running host has on record. */
    incidents: () => journal?.incidents() ?? [],
    /** The host restarts: whatever it does not find on disk is gone. */
    async restartHost(how: Partial<JournalOptions> = {}): Promise<Journal> {
      await journal?.close();
      journal = await openedJournal(how);
      return journal;
    },
    /** Drains that outbox, in a page of its own; started already. */
    uploaderOf(outbox: Outbox): Uploader {
      const host = hostOf(pages);
      const random = { nonce: nextNonce, fraction: () => 0.5 };
      const uploader = createUploader({
        outbox,
        host,
        facts,
        clock,
        random,
        verify: verifyOnNode,
      });
      onTestFinished(() => uploader.stop());
      uploader.start();
      return uploader;
    },
    /** The page is loaded anew. */
    open(parts: Partial<OpenOutboxParts> = {}) {
      pages += 1;
      const host = hostOf(pages);
      const port = { indexedDB: database, IDBKeyRange };
      return openOutbox({ host, facts, clock, database: port, locks: null, ...parts });
    },
  };
}

/** Opens an outbox that is expected to open. */
export async function openedOutbox(of: Kiosk, parts: Partial<OpenOutboxParts> = {}): Promise<Outbox> {
  const opened = await of.open(parts);
  if (!opened.ok)
    throw new Error(`the outbox did not open: ${JSON.stringify(opened.error satisfies OutboxTrouble)}`);
  return opened.value;
}

function handlersOver(
  journal: Journal,
  device: { readonly sign: (message: Uint8Array) => string },
  hub: ReturnType<typeof memoryHub>,
  facts: KioskFacts,
  machine: Machine,
): Handlers {
  const handlers: Partial<Handlers> = {
    'kiosk.facts': async () => ok(facts),
    ...journalCalls(journal, { ...facts, sign: device.sign }),
    'trust.offer': async (offer) => machine.offer(offer),
    'storage.report': async (told) => ok({ fits: machine.storage(told) }),
    'host.report': async () =>
      ok({
        journalSequence: journal.mark().sequence,
        freeBytes: null,
        closedBecause: null,
        storagePersisted: null,
        incidents: [],
      }),
    'hub.upload': (upload) =>
      sendUpload(
        journal,
        async (body) => {
          const answer = hub.upload(body);
          return answer === null ? err('unreachable') : ok(answer);
        },
        upload,
      ),
  };
  return handlers as Handlers;
}

function factsOf(receiptPublicKey: string): KioskFacts {
  return {
    kioskId: 'K01',
    epoch: 1,
    branchName: '测试支公司',
    branchCode: '110101',
    mode: 'demo',
    language: 'zh-CN',
    trust: {
      sealingKey: { id: 'seal-1', publicKey: sealing.publicKey },
      receiptKeys: [{ id: 'receipt-1', publicKey: receiptPublicKey }],
      keysSerial: 0,
      rulesPack: builtInRulesPack,
    },
    clock: { bootId: 'boot-of-test', monotonicMs: 0, hubOffsetMs: null },
    intake: { state: 'open' },
    utcOffsetMinutes: 480,
    devices: [],
    online: true,
    privateListening: false,
  };
}
