import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Receipt } from '../../../core/records/envelope.ts';
import { ingest, type IngestParts } from '../../../hub/ingest/ingest.ts';
import { openUploadSchema } from '../../../hub/ingest/upload.ts';
import type { KioskName } from '../../../hub/ingest/ingest-store.ts';
import { readUploadSignature } from '../../../sync/protocol/upload-signature.ts';
import { newLife, type Life } from '../world/life.ts';
import type { Settling } from '../world/settling.ts';
import { memoryStore } from './memory-store.ts';

/** What comes over the line. */
export type HubRequest = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** What goes back over the line. */
export type HubAnswer = {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly body: string;
};

/** Seconds, as hub/routes answers them. */
const retrySeconds = { busy: 2, notDurable: 60 } as const;

export type HubParts = {
  readonly settling: Settling;
  readonly keys: IngestParts['keys'];
  readonly clock: IngestParts['clock'];
  /** See `IngestParts`. */
  readonly draw: IngestParts['draw'];
  readonly onReceipt: (receipt: Receipt) => void;
};

/** The hub: the real ingest over a store in memory. Its process may die at any commit and is started again. */
export function simulatedHub({ settling, keys, clock, draw, onReceipt }: HubParts) {
  const memory = memoryStore();
  let life: Life = newLife('hub');
  const parts: IngestParts = { store: memory.store, keys, clock, draw, spreadSeconds: () => 5 };

  async function answerTo({ body, headers }: HubRequest): Promise<HubAnswer> {
    const upload = v.safeParse(openUploadSchema, jsonOf(body));
    if (!upload.success) return refusal(400, null);
    const claim = readUploadSignature(headers, createHash('sha256').update(body).digest());
    const answer = await ingest(parts, upload.output, claim);
    if (answer.ok) {
      onReceipt(answer.value.receipt);
      return { status: 200, retryAfterSeconds: null, body: JSON.stringify(answer.value) };
    }
    switch (answer.error) {
      case 'unknown-kiosk':
        return refusal(403, null);
      case 'not-signed':
        return refusal(401, null);
      case 'not-durable':
        return refusal(503, retrySeconds.notDurable);
      case 'contended':
        return refusal(503, retrySeconds.busy);
    }
  }

  return {
    memory,
    enrol: (kiosk: KioskName, deviceKey: string) => memory.enrol(kiosk, deviceKey),
    isUp: () => !life.isOver(),
    /** The process ends in the middle of whatever it does. */
    die: () => life.end(),
    start: () => void (life = life.isOver() ? newLife('hub') : life),
    /** `onAnswer` is not called when the process dies over it. */
    post(request: HubRequest, onAnswer: (answer: HubAnswer) => void): void {
      const asked = life;
      const end = settling.begin();
      asked.onEnd(end);
      void answerTo(request).then((answer) => {
        end();
        if (!asked.isOver()) onAnswer(answer);
      });
    },
  };
}
export type SimulatedHub = ReturnType<typeof simulatedHub>;

function refusal(status: number, retryAfterSeconds: number | null): HubAnswer {
  return { status, retryAfterSeconds, body: '{"error":"refused"}' };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
