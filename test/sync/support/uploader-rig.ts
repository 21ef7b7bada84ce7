import { expect, onTestFinished, vi } from 'vitest';
import type { Host } from '../../../core/contract/host.ts';
import { verifyOnNode } from '../../../machine/ed25519.ts';
import { createUploader, type UploaderState } from '../../../sync/uploader/uploader.ts';
import type { MemoryHub } from './hub.ts';
import { kiosk, openedOutbox } from './kiosk.ts';
import { nextNonce } from './nonces.ts';
import { draftOf } from './people.ts';

/** A kiosk with so many records waiting, and its uploader, which a test starts. */
export async function uploaderRig(records = 0) {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  const accepted = await Promise.all(Array.from({ length: records }, () => outbox.accept(draftOf())));
  for (const one of accepted) expect(one).toMatchObject({ ok: true });
  const links = new Set<(link: { online: boolean }) => void>();
  const host: Host = {
    invoke: machine.host.invoke,
    on: (name, listener) => {
      if (name === 'link') links.add(listener as never);
      return () => links.delete(listener as never);
    },
  };
  const uploader = createUploader({
    outbox,
    host,
    facts: machine.facts,
    clock: machine.clock,
    random: { nonce: nextNonce, fraction: () => 0.5 },
    verify: verifyOnNode,
  });
  onTestFinished(() => uploader.stop());
  return {
    ...machine,
    machine,
    hub: machine.hub,
    outbox,
    uploader,
    comeOnline: () => links.forEach((listener) => listener({ online: true })),
    /** Starts, and lets the spread of a demo kiosk pass. */
    async start() {
      uploader.start();
      await machine.clock.advance(1_000);
    },
    drained: () => vi.waitFor(() => expect(outbox.pending).toBe(0)),
    troubled: (trouble: UploaderState['trouble']) =>
      vi.waitFor(() => expect(uploader.state.trouble).toBe(trouble)),
    incidents: async () => (await machine.restartHost()).incidents().map(({ code }) => code),
  };
}

/** Of each request that carried any. */
export const sentSequences = (hub: MemoryHub) =>
  hub.uploads
    .map(({ records }) => records.map(({ envelope }) => envelope.header.sequence))
    .filter(({ length }) => length > 0);
