import { describe, expect, test } from 'vitest';
import { mostChunks, noHash, type Envelope } from '../../../core/records/envelope.ts';
import { aroundRow, fitOneUpload, largestBody } from '../../../sync/protocol/upload-size.ts';
import { headerWith } from '../../support/envelope-header.ts';

function rowOf({ characters = 2_000, pieces = 0 }): { readonly envelope: Envelope } {
  const header = headerWith({ chunkHashes: Array.from({ length: pieces }, () => noHash) });
  const empty = { header, encapsulatedKey: noHash, ciphertext: '', hash: noHash, signature: '' };
  const ciphertext = 'A'.repeat(Math.max(0, characters - JSON.stringify(empty).length));
  return { envelope: { ...empty, ciphertext } };
}

describe('one upload', () => {
  test('holds rows from the first on up to the last character of a body, and not one more', () => {
    const tenth = largestBody / 10 - aroundRow;
    const rows = Array.from({ length: 12 }, () => rowOf({ characters: tenth }));
    expect(fitOneUpload(rows)).toEqual(rows.slice(0, 10));
    const [, ...others] = rows;
    expect(fitOneUpload([rowOf({ characters: tenth + 1 }), ...others])).toHaveLength(9);
  });

  test('names no more pieces than one record may', () => {
    const half = rowOf({ pieces: mostChunks / 2 });
    expect(fitOneUpload([half, half, rowOf({}), rowOf({ pieces: 1 })])).toHaveLength(3);
  });

  test('holds the first row whatever its size, and all of few', () => {
    const large = rowOf({ characters: largestBody + 1 });
    expect(fitOneUpload([large, rowOf({})])).toEqual([large]);
    expect(fitOneUpload([rowOf({}), rowOf({})])).toHaveLength(2);
    expect(fitOneUpload([])).toEqual([]);
  });
});
