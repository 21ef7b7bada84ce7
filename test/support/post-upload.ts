import { createHash } from 'node:crypto';
import { deviceKeyId, signUpload, uploadPath } from '../../sync/protocol/upload-signature.ts';
import type { UploadAnswer } from '../../sync/protocol/wire.ts';
import { signedWith, type TestKiosk } from './kiosk-envelopes.ts';
import { postTo, type HttpAnswer } from './post-to.ts';

type Sender = Pick<TestKiosk, 'deviceKey'> & {
  readonly identity: { readonly kioskId: string; readonly epoch: number };
};

/** The headers by which a kiosk's device signs this very body. */
export function uploadHeaders(
  { identity, deviceKey }: Sender,
  body: string,
): Readonly<Record<string, string>> {
  const digest = createHash('sha256').update(body).digest();
  return {
    ...signUpload(digest, {
      keyId: deviceKeyId(identity),
      sign: (message) => signedWith(deviceKey, message),
    }),
  };
}

/** Posts whatever body it is given as that kiosk's upload. */
export function postUpload(url: string, kiosk: Sender, upload: unknown): Promise<HttpAnswer<UploadAnswer>> {
  const body = typeof upload === 'string' ? upload : JSON.stringify(upload);
  return postTo<UploadAnswer>(`${url}${uploadPath}`, body, uploadHeaders(kiosk, body));
}
