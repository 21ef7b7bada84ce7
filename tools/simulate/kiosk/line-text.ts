import * as v from 'valibot';
import type { Output } from '../../../core/contract/calls.ts';
import { uploadAnswerSchema, type Upload } from '../../../sync/protocol/wire.ts';

/** Sequences, and how many pieces of attachments. */
export function sentText(body: string): string {
  const { records, chunks } = JSON.parse(body) as Upload;
  return `${records.map(({ envelope }) => envelope.header.sequence).join(' ') || 'nothing'}, ${chunks.length} pieces`;
}

/** Status, verdicts and receipt. */
export function heardText({ status, body }: Output<'hub.upload'>): string {
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), uploadAnswerSchema), body);
  if (!answer.success) return String(status);
  const { verdicts, receipt } = answer.output;
  return `${status} ${verdicts.map(({ verdict }) => verdict).join(' ')}, receipt to ${receipt.upToSequence}`;
}
