import { hostOver } from '../../../../core/contract/client.ts';
import type { Wire } from '../../../../core/contract/host.ts';
import type { Clock } from '../../../../core/lib/clock.ts';
import { browserClock } from '../../../../renderer/start/browser-clock.ts';
import { openWire } from '../../../../renderer/start/open-wire.ts';
import { openOutbox } from '../../../../sync/outbox/open-outbox.ts';
import type { Outbox } from '../../../../sync/outbox/outbox.ts';
import { createUploader, type UploaderParts } from '../../../../sync/uploader/uploader.ts';
import { newNonce, verifyInBrowser } from '../../../../sync/uploader/web-crypto.ts';
import type { Contender, Errand } from './contender.ts';
import { draftOf } from './draft.ts';

/** The product's own path: sealed, chained, signed by the host, committed strictly, journalled; drained to receipts. */
export async function openCareKiosk(): Promise<Contender> {
  const clock = browserClock();
  const host = hostOver(await wireThatIsUp(clock), clock, () => crypto.randomUUID());
  const facts = await host.invoke('kiosk.facts', {});
  if (!facts.ok) throw new Error(`kiosk.facts: ${facts.error.code}`);
  const { locks } = navigator;
  const parts = { host, facts: facts.value, clock, locks };
  const opened = await openOutbox({ ...parts, database: { indexedDB, IDBKeyRange } });
  if (!opened.ok) throw new Error(`outbox: ${opened.error.code} ${opened.error.cause}`);
  const outbox = opened.value;
  // The spread of a branch's first contact is courtesy towards the hub, not work.
  const random = { nonce: newNonce, fraction: () => 0 };
  return {
    enqueue: (errand) => accept(outbox, errand),
    async fill(errands) {
      await Promise.all(errands.map((errand) => accept(outbox, errand)));
    },
    drain: () => drained({ ...parts, outbox, verify: verifyInBrowser, random }),
    waiting: async () => outbox.pending,
    close: () => outbox.close(),
  };
}

function wireThatIsUp(clock: Clock): Promise<Wire> {
  return new Promise((settle) => {
    const wire = openWire(clock, (link) => link === 'up' && settle(wire));
  });
}

async function accept(outbox: Outbox, { id }: Errand): Promise<void> {
  const accepted = await outbox.accept(draftOf(id));
  if (!accepted.ok) throw new Error(`accept: ${accepted.error.code} ${accepted.error.cause}`);
}

async function drained(parts: UploaderParts): Promise<void> {
  const uploader = createUploader(parts);
  await new Promise<void>((settle, fail) => {
    uploader.onChange(({ pending, trouble }) => {
      if (trouble !== null) fail(new Error(`upload: ${trouble}`));
      else if (pending === 0) settle();
    });
    uploader.start();
  }).finally(() => uploader.stop());
  // The last rows leave the database beside the receipt's way to the uploader.
  await parts.outbox.mend();
}
