import type { Output, OwnError } from '../../core/contract/calls.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Envelope, UnsignedEnvelope } from '../../core/records/envelope.ts';
import { envelopeSigningBytes, hashFits } from '../../sync/protocol/chain.ts';
import type { DeviceKey } from '../keys/device-key.ts';
import type { Journal } from './keeping.ts';

/** Whose envelopes are signed, and by which key. */
export type Signer = Pick<DeviceKey, 'sign'> & { readonly kioskId: string; readonly epoch: number };

/**
 * Signs envelopes and has them journalled, all or none. Nothing is signed but what goes into the journal: a kiosk vouches
 * for no record that it does not hold.
 */
export async function signAndAppend(
  journal: Pick<Journal, 'appendOwn'>,
  { kioskId, epoch, sign }: Signer,
  envelopes: readonly UnsignedEnvelope[],
  recovered: boolean,
): Promise<Result<Output<'journal.append'>, { readonly code: OwnError<'journal.append'> }>> {
  const isOurs = envelopes.every(({ header }) => header.kioskId === kioskId && header.epoch === epoch);
  if (!isOurs) return err({ code: 'foreign-header' });
  if (!envelopes.every(hashFits)) return err({ code: 'bad-hash' });
  const signed = envelopes.map((envelope): Envelope => {
    return { ...envelope, signature: sign(envelopeSigningBytes(envelope.hash)) };
  });
  const appended = await journal.appendOwn(signed, recovered);
  return appended.ok ? ok({ signatures: signed.map(({ signature }) => signature) }) : appended;
}
