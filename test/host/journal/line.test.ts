import { describe, expect, it } from 'vitest';
import { chainAfter, framed, noChain, readFramed } from '../../../host/journal/line.ts';

/** Made with Python's zlib and hashlib. */
const vectors = [
  '1bcaf460 qSFXH5EzI4mGzRBsUrBt2x6zGsu4aFymZF11K4YU4uM {"kind":"vector"}',
  '58ec3d31 Gg2R61uVWWuJDb0GJc-P3krPlGjeeGxyrOg1LOppICk {"n":2}',
] as const;

describe('a line of the journal', () => {
  it('is CRC-32, SHA-256 of the line before and the JSON, and the JSON', () => {
    const first = Buffer.from('{"kind":"vector"}');
    const chain = chainAfter(noChain, first);
    expect(framed({ chain, json: first }).toString()).toBe(`${vectors[0]}\n`);
    const second = Buffer.from('{"n":2}');
    expect(framed({ chain: chainAfter(chain, second), json: second }).toString()).toBe(`${vectors[1]}\n`);
  });

  it('reads back what was written', () => {
    expect(readFramed(Buffer.from(vectors[1]))).toEqual({
      chain: 'Gg2R61uVWWuJDb0GJc-P3krPlGjeeGxyrOg1LOppICk',
      json: Buffer.from('{"n":2}'),
    });
  });

  it('is refused with any one byte changed', () => {
    const line = Buffer.from(vectors[1]);
    for (let at = 0; at < line.length; at += 1) {
      const changed = Buffer.from(line);
      changed[at] = changed[at]! ^ 1;
      // The blank behind the CRC is the only byte that says nothing.
      if (at !== 8) expect(readFramed(changed), `byte ${at}`).toBeNull();
    }
  });

  it.each(['', ' ', '00000000', '1bcaf460 ', 'x'.repeat(5)])('is refused when it is %j', (text) => {
    expect(readFramed(Buffer.from(text))).toBeNull();
  });
});
