import { err, ok } from '../../../core/lib/result.ts';
import { nameOf, orderOf, type AcceptOptions, type Draft } from '../../../sync/outbox/accept.ts';
import { databaseName, OutboxDb, readableHead, rowOf } from '../../../sync/outbox/db.ts';
import { sealedEnvelope } from '../../../sync/outbox/envelopes.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { acceptanceOf, waitingRowOf } from '../../../sync/outbox/waiting-rows.ts';
import { ReadySealer } from '../../../sync/sealing/ready-sealer.ts';
import type { Window } from '../kiosk/window.ts';

/** The accept of the queue as it would be with the number drawn outside the transaction that uses it up. */
export async function acceptWithSequenceOutside(
  { outbox, host, facts, database }: Window,
  draft: Draft,
  options: AcceptOptions,
): ReturnType<Outbox['accept']> {
  const db = new OutboxDb(databaseName(facts.kioskId, facts.epoch), database);
  const head = readableHead(await db.head.get('head'));
  const now = { acceptedAt: '2026-11-02T01:00:00.000Z', clock: outbox.clock.evidence() };
  const order = orderOf(draft, options, now);
  if (head === null || !order.ok) return err({ code: 'database-failed', cause: 'planted' });
  const standing = { facts, trust: facts.trust, sealer: new ReadySealer() };
  const sealed = await sealedEnvelope(order.value, head, standing);
  if (!sealed.ok) return sealed;
  const { envelope } = sealed.value;
  const { sequence } = envelope.header;
  try {
    await db.outbox.put(rowOf(envelope, false));
    await db.head.put({ ...head, sequence, hash: envelope.hash, count: head.count + 1 });
  } catch (cause) {
    return err({ code: 'database-failed', cause: nameOf(cause) });
  }
  const appended = await host.invoke('journal.append', { envelopes: [envelope], recovered: false });
  if (!appended.ok) return err({ code: 'journal-failed', cause: 'planted' });
  const [signature = ''] = appended.value.signatures;
  return ok(acceptanceOf({ ...waitingRowOf({ envelope, recovered: false }, outbox.clock), signature }));
}
