import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { securityHeaders, type PageFile } from '../../host/page-files.ts';

export type LoopbackServer = {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/**
 * Answers on this machine alone, behind the very headers of both shells; 404 where there is no file.
 *
 * @param answer gets the target of the request as it came, and its whole body
 * @param port 0 for any
 * @returns null when the port is taken
 */
export async function answerOnLoopback(
  answer: (target: string, body: string) => Promise<PageFile | null>,
  port = 0,
): Promise<LoopbackServer | null> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(request.url ?? '', Buffer.concat(chunks).toString()).then((file) => {
        response.writeHead(file === null ? 404 : 200, {
          ...securityHeaders,
          'content-type': file?.contentType ?? 'text/plain',
        });
        response.end(file?.bytes);
      });
    });
  });
  const isListening = await new Promise<boolean>((settle) => {
    server.once('error', () => settle(false));
    server.listen(port, '127.0.0.1', () => settle(true));
  });
  if (!isListening) return null;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A browser opens connections in advance; one that never asks for anything would be waited for.
      server.closeAllConnections();
      return closed;
    },
  };
}
