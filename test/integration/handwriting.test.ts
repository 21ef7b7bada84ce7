import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe as group, expect, test } from 'vitest';
import type { PageFile } from '../../host/page-files.ts';
import type { HandwritingFile } from '../../renderer/handwriting/files.ts';
import { written } from '../../tools/bench/handwriting/hand.ts';
import { openHandwritingRig, type HandwritingRig } from '../../tools/bench/handwriting/rig.ts';
import { medianStrokes } from '../../tools/handwriting/medians.ts';

let rig: HandwritingRig;
beforeAll(async () => {
  execFileSync(process.execPath, ['tools/build.mjs', 'handwriting', '--if-stale'], { stdio: 'ignore' });
  rig = await openHandwritingRig();
}, 180_000);
afterAll(() => rig?.dispose());

/** Drawn with a point every few pixels, as by a pen, and from the last stroke to the first. */
async function recognise(character: string, matcherAlone = false) {
  const steady = { tremorPx: 0, rotationDegrees: 0, scaleShare: 0, shiftPx: 0 };
  const strokes = written(await medianStrokes(character), steady, () => 0.5);
  return rig.recognise(strokes.toReversed(), matcherAlone);
}

function altered(file: HandwritingFile): (name: string, found: PageFile) => PageFile {
  return (name, found) => {
    if (name !== file) return found;
    const bytes = found.bytes.slice();
    bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
    return { ...found, bytes };
  };
}

group('handwriting in a worker of a real browser, behind the headers of both shells', () => {
  test('reads 王 as 王, whatever the order of its strokes', async () => {
    await rig.open();
    for (const character of ['王', '国', '滩', '欧']) {
      const seen = await recognise(character);
      expect(seen.characters[0], character).toBe(character);
      expect(seen.read[0], character).toBe(character);
      expect(seen.matched[0], character).toBe(character);
      expect(seen.agreed).toBe(true);
      expect(seen.characters.length).toBeLessThanOrEqual(6);
    }
    expect(await rig.troubles()).toEqual([]);
  });

  test('asks nobody but its own page for anything', async () => {
    const asked: string[] = [];
    rig.page.on('request', (request) => asked.push(request.url()));
    await rig.open();
    await recognise('王');
    const own = new URL(rig.page.url()).origin;
    expect(asked.filter((url) => new URL(url).origin !== own)).toEqual([]);
    expect(asked.some((url) => url.endsWith('/handwriting/recogniser.onnx'))).toBe(true);
  });

  test.each(['recogniser.onnx', 'recogniser-keys.txt', 'ort.wasm'] as const)(
    'goes on with the matcher alone when one bit of %s is another, and says so',
    async (file) => {
      await rig.open(altered(file));
      expect(await rig.troubles(1)).toEqual(['reader-altered']);
      const seen = await recognise('王', true);
      expect(seen.characters[0]).toBe('王');
      expect(seen.read).toEqual([]);
    },
  );

  test('goes on with the matcher alone when the recogniser’s model is not there', async () => {
    await rig.open((name, found) => (name === 'recogniser.onnx' ? null : found));
    expect(await rig.troubles(1)).toEqual(['reader-missing']);
    expect((await recognise('王', true)).characters[0]).toBe('王');
  });

  test('goes on with the reader alone when the templates are not what they were', async () => {
    await rig.open(altered('templates.bin'));
    const seen = await recognise('王');
    expect(seen.characters[0]).toBe('王');
    expect(seen.matched).toEqual([]);
    expect(await rig.troubles()).toEqual(['templates-altered']);
  });

  test('says that nothing can be recognised when neither is there', async () => {
    await rig.open((name, found) => (/^(templates|recogniser)/.test(name) ? null : found));
    expect(await rig.troubles(2)).toEqual(['templates-missing', 'reader-missing']);
    expect((await recognise('王', true)).characters).toEqual([]);
  });
});
