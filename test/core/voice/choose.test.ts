import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { StringKey } from '../../../core/strings/catalogue.ts';
import type { RenderedLine } from '../../../core/strings/line.ts';
import { sourcesFor } from '../../../core/voice/choose.ts';
import { clipSchema, packManifestSchema, type PackManifest } from '../../../core/voice/pack.ts';

function lineOf(spoken: string, fixed = true): RenderedLine {
  const pieces = [{ shown: spoken, spoken }];
  return { key: 'idle.title' as StringKey, shown: spoken, spoken, pieces, inStep: true, fixed };
}
const clip = {
  file: 'idle.title.wav',
  ms: 1_200,
  sha256: 'a'.repeat(64),
  text: '您好。',
  marks: [[0, 3, 0]] as [number, number, number][],
};
const pack: PackManifest = {
  schema: 1,
  packId: 'p',
  version: '1',
  language: 'zh-CN',
  speaker: 's',
  clips: { 'idle.title': clip },
};
const levels = (line: RenderedLine, from: PackManifest | null = pack) =>
  sourcesFor(line, 'zh-CN', from).map((source) => source.level);

describe('the ways to speak a line', () => {
  test('a recorded clip comes first, then the engine, then the chime', () => {
    expect(sourcesFor(lineOf('您好。'), 'zh-CN', pack)).toStrictEqual([
      { level: 'clip', url: 'voice/pack/zh-CN/idle.title.wav', durationMs: 1_200, marks: [[0, 3, 0]] },
      { level: 'engine', language: 'zh-CN', text: '您好。' },
      { level: 'chime' },
    ]);
  });

  test('a clip that says something else than the catalogue now says is not used', () => {
    expect(levels(lineOf('您好！'))).toStrictEqual(['engine', 'chime']);
  });

  test('a line with a filled slot is never a clip, even if the words happen to agree', () => {
    expect(levels(lineOf('您好。', false))).toStrictEqual(['engine', 'chime']);
  });

  test('without a pack, or without this line in it, the engine speaks', () => {
    expect(levels(lineOf('您好。'), null)).toStrictEqual(['engine', 'chime']);
    expect(levels(lineOf('您好。'), { ...pack, clips: {} })).toStrictEqual(['engine', 'chime']);
  });

  test('what the engine would refuse goes to the chime at once', () => {
    expect(levels(lineOf(' '))).toStrictEqual(['chime']);
    expect(levels(lineOf('长'.repeat(201)))).toStrictEqual(['chime']);
    expect(levels(lineOf('长'.repeat(200)))).toStrictEqual(['engine', 'chime']);
  });
});

describe('the manifest of a voice pack', () => {
  test('a sound one is taken', () => {
    expect(v.is(packManifestSchema, pack)).toBe(true);
  });

  test.each([
    ['another version of the format', { schema: 2 }],
    ['a language the kiosk does not have', { language: 'yue' }],
    ['clips that are no table', { clips: null }],
  ])('%s is refused', (_, change) => {
    expect(v.is(packManifestSchema, { ...pack, ...change })).toBe(false);
  });

  test.each(['../x.wav', 'a/b.wav', '.wav', 'a.exe', '..wav', 'a\\b.wav', ''])(
    'a clip cannot name the file %j',
    (file) => {
      expect(v.is(clipSchema, { ...clip, file })).toBe(false);
    },
  );

  test.each([
    ['a short hash', { sha256: 'ab' }],
    ['a mark before the begin', { marks: [[-1, 2, 0]] }],
    ['a mark without its time', { marks: [[0, 2]] }],
  ])('a clip with %s is refused', (_, change) => {
    expect(v.is(clipSchema, { ...clip, ...change })).toBe(false);
  });
});
