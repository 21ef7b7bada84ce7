import { protocol, type CustomScheme } from 'electron';
import { readPageFile, requestPath, securityHeaders, type PageFile } from '../host/page-files.ts';
import { isOurs, scheme } from './origin.ts';

/** `standard` gives the origin its storage, `stream` lets `<audio>` play from it. CSP and CORS stay in force, and no service worker may outlive an update. */
const privileges: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Must run before `ready`, in the synchronous top level of the main program. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([privileges]);
}

/** Serves the built page and the host's sounds under `app://kiosk/`, path-contained, with the same headers as webhost. */
export function servePage(pageFolder: string, asset: (path: string) => Promise<PageFile | null>): void {
  protocol.handle(scheme, async (request) => {
    const path = isOurs(request.url) ? requestPath(request.url.slice(`${scheme}://kiosk`.length)) : null;
    if (path === null) return answer(400, 'bad address');
    if (request.method !== 'GET') return answer(405, 'GET only');
    const file = (await asset(path)) ?? (await readPageFile(pageFolder, path));
    return file === null ? answer(404, 'not found') : answer(200, file.bytes, file.contentType);
  });
}

function answer(
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  contentType = 'text/plain; charset=utf-8',
): Response {
  return new Response(body, { status, headers: { ...securityHeaders, 'content-type': contentType } });
}
