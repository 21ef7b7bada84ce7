import { IDBKeyRange } from 'fake-indexeddb';
import { hostOver } from '../../../core/contract/client.ts';
import type { Host, Wire } from '../../../core/contract/host.ts';
import { verifyOnNode } from '../../../machine/ed25519.ts';
import { openOutbox, type OpenOutboxParts } from '../../../sync/outbox/open-outbox.ts';
import { createUploader, type Uploader, type UploaderParts } from '../../../sync/uploader/uploader.ts';
import type { Life } from '../world/life.ts';
import type { SimulatedDatabase } from './database.ts';
import type { MachineParts } from './machine-parts.ts';
import type { Window } from './window.ts';

type Surroundings = {
  readonly life: Life;
  readonly wire: Wire;
  readonly database: SimulatedDatabase;
  readonly locks: OpenOutboxParts['locks'];
};

/** Loads a page: opens its queue and starts its uploader. Null when either host or database do not let it. */
export async function openWindow(
  { world, wall, bugs }: MachineParts,
  { life, wire, database: simulated, locks }: Surroundings,
): Promise<Window | null> {
  const clock = wall.of(life);
  const real = hostOver(wire, clock, world.nextId);
  const facts = await real.invoke('kiosk.facts', {});
  if (!facts.ok) return null;
  const host = bugs.queueHost(real, world.timeline, life);
  const database = { indexedDB: simulated.of(life), IDBKeyRange };
  const opened = await openOutbox({ host, facts: facts.value, clock, locks, database });
  if (life.isOver()) return null;
  if (!opened.ok) {
    world.witness.note(`window closed: ${opened.error.code} ${opened.error.cause}`);
    return null;
  }
  world.witness.note(`window open, ${opened.value.pending} wait`);
  const parts = { outbox: opened.value, facts: facts.value, clock };
  const uploader = uploaderOf({ world, bugs }, bugs.lineHost(real), parts);
  uploader.start();
  return { life, host: real, facts: facts.value, database, outbox: opened.value, uploader };
}

function uploaderOf(
  { world, bugs }: Pick<MachineParts, 'world' | 'bugs'>,
  host: Host,
  parts: Pick<UploaderParts, 'outbox' | 'facts' | 'clock'>,
): Uploader {
  return createUploader({
    ...parts,
    host,
    verify: bugs.unsignedReceiptAccepted ? async () => true : verifyOnNode,
    random: {
      nonce: () => Buffer.from(world.dice.bytes(32)).toString('base64url'),
      fraction: world.dice.fraction,
    },
  });
}
