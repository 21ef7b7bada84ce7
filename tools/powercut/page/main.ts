import type { KioskFacts } from '../../../core/contract/calls.ts';
import { hostOver } from '../../../core/contract/client.ts';
import type { Host } from '../../../core/contract/host.ts';
import { browserClock } from '../../../renderer/start/browser-clock.ts';
import { openWire } from '../../../renderer/start/open-wire.ts';
import { databaseName } from '../../../sync/outbox/db.ts';
import { openOutbox } from '../../../sync/outbox/open-outbox.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { draftErrand } from '../draft.ts';
import type { Durability, Mark } from '../trial.ts';
import { readDatabase, type DatabaseFound } from './read-rows.ts';
import { relaxedFactory } from './relaxed.ts';

/**
 * What the rig asks of its page. The page stands where the kiosk's own would, and has its host, its origin and its
 * profile; only nobody is looking at it.
 */
export type PowerCutPage = {
  /** Accepts errands one after the other, and tells each; ends with the trouble that ended it. */
  readonly acceptForEver: (durability: Durability) => Promise<string>;
  readonly readDatabase: () => Promise<DatabaseFound>;
  /** Opens the outbox as a kiosk does after a power cut, accepts one more errand, and reads what stands there then. */
  readonly reopen: () => Promise<Reopened>;
};

/** `trouble`: what kept the kiosk from going on; null when nothing did. */
export type Reopened = { readonly trouble: string | null; readonly after: DatabaseFound };

declare global {
  interface Window {
    powerCut: PowerCutPage;
    /** The rig listens here. */
    readonly powerCutAccepted: (mark: Mark) => void;
  }
}

const clock = browserClock();
const connected = connect();

window.powerCut = {
  async acceptForEver(durability) {
    const factory = durability === 'relaxed' ? relaxedFactory(indexedDB) : indexedDB;
    const outbox = await openKioskOutbox(factory);
    if (typeof outbox === 'string') return outbox;
    for (;;) {
      const accepted = await outbox.accept(draftErrand());
      // As many wait as the rules allow, which only a fast machine gets to: they wait for the cut.
      if (!accepted.ok && accepted.error.code === 'offline-limit') return new Promise(() => {});
      if (!accepted.ok) return `${accepted.error.code} ${accepted.error.cause}`;
      const { sequence, hash } = accepted.value;
      window.powerCutAccepted({ sequence, hash });
    }
  },
  async readDatabase() {
    const { kioskId, epoch } = await askFacts();
    return readDatabase(indexedDB, databaseName(kioskId, epoch));
  },
  async reopen() {
    const trouble = await acceptOneMore();
    return { trouble, after: await window.powerCut.readDatabase() };
  },
};

async function acceptOneMore(): Promise<string | null> {
  const outbox = await openKioskOutbox(indexedDB);
  if (typeof outbox === 'string') return outbox;
  const accepted = await outbox.accept(draftErrand());
  await outbox.close();
  return accepted.ok ? null : `${accepted.error.code} ${accepted.error.cause}`;
}

/** A sentence when it does not open. */
async function openKioskOutbox(factory: IDBFactory): Promise<Outbox | string> {
  const opened = await openOutbox({
    host: await connected,
    facts: await askFacts(),
    clock,
    database: { indexedDB: factory, IDBKeyRange },
    locks: navigator.locks,
  });
  return opened.ok ? opened.value : `the outbox does not open: ${opened.error.code} ${opened.error.cause}`;
}

function connect(): Promise<Host> {
  return new Promise((up) => {
    const wire = openWire(clock, (link) => {
      if (link === 'up') up(host);
    });
    const host = hostOver(wire, clock, () => crypto.randomUUID());
  });
}

async function askFacts(): Promise<KioskFacts> {
  const facts = await (await connected).invoke('kiosk.facts', {});
  if (!facts.ok) throw new Error(`the host knows no kiosk: ${facts.error.code}`);
  return facts.value;
}
