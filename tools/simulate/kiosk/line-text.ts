import * as v from 'valibot';
import type { Input, Output } from '../../../core/contract/calls.ts';
import { uploadAnswerSchema, type Upload } from '../../../sync/protocol/wire.ts';

/** Sequences, and how many pieces of attachments. */
export function sentText({ head, records }: Input<'hub.upload'>): string {
  const { chunks } = JSON.parse(head) as Pick<Upload, 'chunks'>;
  return `${records.map(({ sequence }) => sequence).join(' ') || 'nothing'}, ${chunks.length} pieces`;
}

/** Status, verdicts and receipt. */
export function heardText({ status, body }: Output<'hub.upload'>): string {
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), uploadAnswerSchema), body);
  if (!answer.success) return String(status);
  const { verdicts, receipt } = answer.output;
  return `${status} ${verdicts.map(({ verdict }) => verdict).join(' ')}, receipt to ${receipt.upToSequence}`;
}
