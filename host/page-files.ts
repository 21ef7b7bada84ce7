import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file as both shells hand it to the page. */
export type PageFile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string };

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.mp3': 'audio/mpeg',
};

export function contentTypeOf(file: string): string {
  return contentTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * Nothing but our own files, no inline script or style, no frame, no form. `data:` holds what the page draws or keeps
 * itself: pictures, and the sentences it must be able to say when the host is gone. `wasm-unsafe-eval` lets the worker
 * of handwriting run WebAssembly, and nothing else: text is still never evaluated as script.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Stand on every answer of either shell. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // A sentence spoken in private is a file like any other here, and no sentence may stay on the disk (I4).
  'cache-control': 'no-store',
} as const;

/**
 * The path of a request target such as `/assets/a.js?x=1`, decoded; null for anything a page of ours never asks:
 * `//host/x`, `/%zz`, NUL bytes, back-slashes, a scheme.
 */
export function requestPath(target: string): string | null {
  if (!target.startsWith('/') || target.startsWith('//')) return null;
  const raw = target.split(/[?#]/, 1)[0] ?? '';
  const decoded = decode(raw);
  return decoded === null || /[\0\\]/.test(decoded) ? null : decoded;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // `/%zz`: the only thing decodeURIComponent throws for
  }
}

/** The file below `root` that a request path means, or null when it would lie outside (or be `root` itself). */
export function containedFile(root: string, requestedPath: string): string | null {
  const file = path.resolve(root, `.${path.posix.resolve('/', requestedPath)}`);
  const relative = path.relative(root, file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? null : file;
}

/** One file of the built page; `/` is its index. Null when there is none: the caller answers 404. */
export async function readPageFile(root: string, requestedPath: string): Promise<PageFile | null> {
  const file = containedFile(root, requestedPath === '/' ? '/index.html' : requestedPath);
  if (file === null) return null;
  // A folder, a missing file and an unreadable one are the same to a page: not there.
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? null : { bytes: new Uint8Array(bytes), contentType: contentTypeOf(file) };
}
