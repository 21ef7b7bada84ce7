import type { Input, Output, OwnError } from '../core/contract/calls.ts';
import { err, type Result } from '../core/lib/result.ts';
import type { HubAnswer, HubTrouble } from './hub-fetch.ts';
import type { Journal } from './journal/keeping.ts';

type Said = Promise<Result<Output<'hub.upload'>, { readonly code: OwnError<'hub.upload'> }>>;

/**
 * Puts an upload together, of what the page says and of what the journal has, and brings it to the hub.
 *
 * @param post signs the body and sends it
 */
export async function sendUpload(
  journal: Pick<Journal, 'outgoing'> | null,
  post: (body: string) => Promise<Result<HubAnswer, HubTrouble>>,
  { head, records }: Input<'hub.upload'>,
): Said {
  const texts = records.length === 0 ? null : await journal?.outgoing(records);
  if (texts === undefined || texts?.ok === false) return err({ code: 'journal-lacks' });
  const answer = await post(`${head.slice(0, -1)},"records":[${texts?.value.join(',') ?? ''}]}`);
  return answer.ok ? answer : err({ code: answer.error });
}
