import { deviceKeyId, type UploadClaim } from '../../sync/protocol/upload-signature.ts';
import { deviceKeyObject, verifies } from './authenticity.ts';
import type { IngestStore, KioskName } from './ingest-store.ts';
import type { Sender } from './prove.ts';

/** Who signed an upload of this kiosk, to the byte; null when nobody did who may. */
export async function senderOf(
  claim: UploadClaim | null,
  kiosk: KioskName,
  deviceKey: string,
  store: Pick<IngestStore, 'branchKey'>,
): Promise<Sender | null> {
  if (claim === null) return null;
  const { keyId, message, signature } = claim;
  const isDevice = keyId === deviceKeyId(kiosk);
  const key = isDevice ? deviceKey : await store.branchKey(kiosk, keyId);
  if (key === null || !(await verifies(deviceKeyObject(key), message, signature))) return null;
  return isDevice ? 'device' : 'branch';
}
