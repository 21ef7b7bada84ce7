import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containedFile, readPageFile, requestPath, securityHeaders } from '../../host/page-files.ts';

describe('the path of a request', () => {
  it.each([
    ['/', '/'],
    ['/assets/a.js?v=1', '/assets/a.js'],
    ['/%E5%A3%B0.wav', '/声.wav'],
    ['/a%20b.css#x', '/a b.css'],
  ])('reads %j as %j', (target, expected) => {
    expect(requestPath(target)).toBe(expected);
  });

  it.each(['//', '//etc/passwd', '/%zz', '/a%00b', '/a\\..\\b', '/%5c..', '', '*', 'http://x/', 'a'])(
    'refuses %j',
    (target) => {
      expect(requestPath(target)).toBeNull();
    },
  );

  it('never throws, whatever a peer sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        requestPath(`/${text}`);
        requestPath(text);
      }),
    );
  });
});

describe('a contained file', () => {
  it('never lies outside its folder', () => {
    const root = path.resolve('/srv/page');
    const segment = fc.oneof(fc.constantFrom('..', '.', '', '...', '~', 'C:'), fc.string());
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const file = containedFile(root, `/${segments.join('/')}`);
        expect(file === null || file.startsWith(root + path.sep)).toBe(true);
      }),
    );
  });

  it('is not the folder itself', () => {
    expect(containedFile('/srv/page', '/')).toBeNull();
    expect(containedFile('/srv/page', '/..')).toBeNull();
  });

  it('keeps away from a neighbour whose name begins alike', () => {
    expect(containedFile('/srv/page', '/../page-secret/x')).toBe('/srv/page/page-secret/x');
  });
});

describe('reading a page file', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'page-'));
  mkdirSync(path.join(root, 'assets'));
  writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(root, 'assets', 'a.js'), 'x');

  it('serves the index at the root and a file by its type', async () => {
    expect(await readPageFile(root, '/')).toMatchObject({ contentType: 'text/html; charset=utf-8' });
    const script = await readPageFile(root, '/assets/a.js');
    expect(script?.contentType).toBe('text/javascript; charset=utf-8');
    expect(Buffer.from(script!.bytes).toString()).toBe('x');
  });

  it.each(['/assets', '/assets/', '/nothing.js', '/../../etc/passwd'])('has nothing at %j', async (asked) => {
    expect(await readPageFile(root, asked)).toBeNull();
  });
});

it('the policy of both shells allows our own files and nothing else', () => {
  const policy = securityHeaders['content-security-policy'];
  expect(policy.startsWith("default-src 'none'; ")).toBe(true);
  // WebAssembly may be compiled (handwriting needs it); text is never evaluated as script.
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|http|\*|blob|script-src[^;]*data:/);
  expect(policy).toContain("frame-ancestors 'none'");
  // A sentence that is kept in the page's memory sounds from there when the host is gone.
  expect(policy).toContain("media-src 'self' data:;");
});
