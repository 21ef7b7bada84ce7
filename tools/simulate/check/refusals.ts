import * as v from 'valibot';
import type { Input, Output } from '../../../core/contract/calls.ts';
import { slipNumber } from '../../../sync/protocol/chain.ts';
import { uploadAnswerSchema, type Upload } from '../../../sync/protocol/wire.ts';
import type { Machine } from '../kiosk/machine.ts';
import type { Life } from '../world/life.ts';
import type { Witness } from './witness.ts';

/** A record that the hub refuses by name is told to staff before the next request leaves, or the same one leaves again. */
export function refusalRule(witness: Witness, nowMs: () => number) {
  /** What each window has asked last: an old answer to another question is not the hub's word. */
  const nonces = new Map<Life, string>();
  const waiting = new Map<Life, { readonly sequences: readonly number[]; readonly atMs: number }>();

  return {
    onAnswer(window: Life, { status, body }: Output<'hub.upload'>): void {
      const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), uploadAnswerSchema), body);
      if (status !== 200 || !answer.success) return;
      if (answer.output.receipt.requestNonce !== nonces.get(window)) return;
      const refused = answer.output.verdicts.filter(
        ({ verdict }) => verdict === 'rejected' || verdict === 'fork',
      );
      const sequences = refused.map(({ sequence }) => sequence).filter((sequence) => sequence > 0);
      if (sequences.length > 0) waiting.set(window, { sequences, atMs: nowMs() });
    },
    onRequest(window: Life, { head }: Input<'hub.upload'>, machine: Machine): void {
      nonces.set(window, (JSON.parse(head) as Pick<Upload, 'nonce'>).nonce);
      const told = waiting.get(window);
      waiting.delete(window);
      // A disk that takes nothing keeps the incident out; the record is then refused, and told, another time.
      if (told === undefined || machine.hadDiskTroubleSince(told.atMs)) return;
      const { kioskId, epoch } = machine.enrolment;
      const incidents = machine.journal?.incidents().map(({ detail }) => detail) ?? [];
      for (const sequence of told.sequences) {
        const slip = slipNumber({ kioskId, epoch, sequence });
        if (machine.journal !== null && !incidents.some((detail) => detail.includes(slip)))
          witness.harm('broken', `the hub refused ${sequence}, and nobody was told`);
      }
    },
  };
}
