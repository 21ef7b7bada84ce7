import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPageFile, requestPath, securityHeaders } from '../../host/page-files.ts';

export type ServedPage = {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/**
 * The built page on this machine alone, behind the very headers of both shells; no host answers it.
 *
 * @param port 0 for any
 * @returns null when the port is taken
 */
export async function servePage(folder: string, port: number): Promise<ServedPage | null> {
  const server = createServer((request, response) => {
    void readPageFile(folder, requestPath(request.url ?? '') ?? '/').then((file) => {
      response.writeHead(file === null ? 404 : 200, {
        ...securityHeaders,
        'content-type': file?.contentType ?? 'text/plain',
      });
      response.end(file?.bytes);
    });
  });
  if (!(await isListening(server, port))) return null;
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

function isListening(server: Server, port: number): Promise<boolean> {
  return new Promise((settle) => {
    server.once('error', () => settle(false));
    server.listen(port, '127.0.0.1', () => settle(true));
  });
}
