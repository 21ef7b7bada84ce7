import { hash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { signUpload, uploadPath, type UploadSigner } from '../../sync/protocol/upload-signature.ts';

export type Answer = {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly body: string;
};

/** A body and the signature over it. */
export type SignedBody = {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | number>>;
};

/** As a kiosk's host signs it. The body must not be changed afterwards. */
export function signedBody(body: Buffer, signer: UploadSigner): SignedBody {
  const signature = signUpload(hash('sha256', body, 'buffer'), signer);
  return {
    body,
    headers: { ...signature, 'content-type': 'application/json', 'content-length': body.length },
  };
}

/** A line to the hubs that keeps its connections, as a kiosk's host does. */
export function openLine(connections: number): {
  readonly post: (url: string, signed: SignedBody) => Promise<Answer>;
  readonly close: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { post: (url, signed) => post(agent, url, signed), close: () => agent.destroy() };
}

function post(agent: Agent, url: string, { body, headers }: SignedBody): Promise<Answer> {
  return new Promise((settle, fail) => {
    const sent = request(`${url}${uploadPath}`, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        const retryAfter = Number(response.headers['retry-after'] ?? Number.NaN);
        settle({
          status: response.statusCode ?? 0,
          retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
          body: Buffer.concat(parts).toString(),
        });
      });
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
