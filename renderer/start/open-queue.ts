import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { openOutbox } from '../../sync/outbox/open-outbox.ts';
import type { Outbox } from '../../sync/outbox/outbox.ts';
import { createUploader, type Uploader } from '../../sync/uploader/uploader.ts';
import { newNonce, verifyInBrowser } from '../../sync/uploader/web-crypto.ts';

export type Queue = { readonly outbox: Outbox; readonly uploader: Uploader };

/** Opens the outbox of this enrolment, compared with the journal and mended, and begins to drain it. */
export async function openQueue(
  host: Host,
  facts: KioskFacts,
  clock: Clock,
): Promise<Result<Queue, { readonly code: string }>> {
  const outbox = await openOutbox({
    host,
    facts,
    clock,
    database: { indexedDB, IDBKeyRange },
    storage: { origin: location.origin, manager: navigator.storage },
    locks: navigator.locks,
  });
  if (!outbox.ok) return err({ code: outbox.error.code });
  const uploader = createUploader({
    outbox: outbox.value,
    host,
    facts,
    clock,
    verify: verifyInBrowser,
    random: { nonce: newNonce, fraction: () => Math.random() },
  });
  uploader.start();
  return ok({ outbox: outbox.value, uploader });
}
