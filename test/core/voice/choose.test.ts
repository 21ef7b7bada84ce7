import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { StringKey } from '../../../core/strings/catalogue.ts';
import type { RenderedLine } from '../../../core/strings/line.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { dialectsFor, isStandIn, sourcesFor, type Packs } from '../../../core/voice/choose.ts';
import { clipSchema, packManifestSchema, type PackManifest } from '../../../core/voice/pack.ts';
import { packHead } from '../../support/voice-pack.ts';

function lineOf(spoken: string): RenderedLine {
  const pieces = [{ shown: spoken, spoken }];
  return { key: 'idle.title' as StringKey, shown: spoken, spoken, pieces, inStep: true, fixed: true };
}
const free: RenderedLine = {
  ...lineOf('在汉口'),
  fixed: false,
  parts: [{ kind: 'free', text: '在汉口' }],
};

function clip(file: string, text: string, ms = 1_200): PackManifest['clips'][string] {
  return { file: `${file}.opus`, ms, sha256: 'a'.repeat(64), text, marks: [[0, text.length, 30]] };
}
function packOf(change: Partial<PackManifest>): PackManifest {
  return { ...packHead, clips: { 'idle.title': clip('idle.title', '您好。') }, ...change };
}
const mandarin = packOf({ packId: 'm' });
const cantonese = packOf({ packId: 'c', lang: 'yue-Hant-HK', textLang: 'zh-Hant' });
const levels = (line: RenderedLine, packs: Packs = [mandarin]) =>
  sourcesFor(line, 'zh-CN', packs).map(({ level }) => level);

describe('the ways to speak a line', () => {
  test('a recorded clip comes first, then the computer’s voice, then the engine, then the chime', () => {
    expect(sourcesFor(lineOf('您好。'), 'zh-CN', [mandarin])).toStrictEqual([
      {
        level: 'clip',
        steps: [{ url: 'voice/pack/m/idle.title.opus' }],
        durationMs: 1_200,
        marks: [[0, 3, 30]],
      },
      { level: 'system', language: 'zh-CN', text: '您好。' },
      { level: 'engine', language: 'zh-CN', text: '您好。' },
      { level: 'chime' },
    ]);
  });

  test('without a pack, without this line in it, or in another language, no clip is played', () => {
    const english = packOf({ lang: 'en', textLang: 'en' });
    for (const packs of [[], [packOf({ clips: {} })], [english], [cantonese]])
      expect(levels(lineOf('您好。'), packs)).toStrictEqual(['system', 'engine', 'chime']);
  });

  test('a name or a place is never a clip', () => {
    expect(levels(free)).toStrictEqual(['system', 'engine', 'chime']);
  });

  test('what the engine would refuse is not asked of it', () => {
    expect(levels(lineOf(' '), [])).toStrictEqual(['chime']);
    expect(levels(lineOf('长'.repeat(201)), [])).toStrictEqual(['system', 'chime']);
    expect(levels(lineOf('长'.repeat(200)), [])).toStrictEqual(['system', 'engine', 'chime']);
  });

  test('the branch’s own pack, which stands first in the list, is heard before the built-in one', () => {
    const [first] = sourcesFor(lineOf('您好。'), 'zh-CN', [packOf({ packId: 'own' }), mandarin]);
    expect(first).toMatchObject({ steps: [{ url: 'voice/pack/own/idle.title.opus' }] });
    const [other] = sourcesFor(lineOf('您好。'), 'zh-CN', [packOf({ clips: {} }), mandarin]);
    expect(other).toMatchObject({ steps: [{ url: 'voice/pack/m/idle.title.opus' }] });
  });
});

describe('a line with a number', () => {
  const line = renderLine({ key: 'still-there.detail', slots: { count: { kind: 'count', value: 20 } } }, 'zh-CN', 'public'); // prettier-ignore
  const clips = {
    'still-there.detail--1': clip('a', '要是没有人', 1_000),
    'n.2.m': clip('b', '二', 300),
    'n.10.m': clip('c', '十', 200),
    'still-there.detail--2': clip('d', '秒后我先停下', 900),
  };

  test('is joined from clips and pauses, and its marks stand where its words do', () => {
    expect(line.spoken).toBe('要是没有人，二十秒后我先停下。');
    const [source] = sourcesFor(line, 'zh-CN', [packOf({ packId: 'm', clips })]);
    expect(source).toStrictEqual({
      level: 'clip',
      steps: [
        { url: 'voice/pack/m/a.opus' },
        { pauseMs: 300 },
        { url: 'voice/pack/m/b.opus' },
        { url: 'voice/pack/m/c.opus' },
        { url: 'voice/pack/m/d.opus' },
      ],
      durationMs: 2_700,
      marks: [
        [0, 5, 30],
        [6, 7, 1_330],
        [7, 8, 1_630],
        [8, 14, 1_830],
      ],
    });
  });

  test.each(Object.keys(clips))('is left whole to another voice when the clip %s is not there', (missing) => {
    const fewer = Object.fromEntries(Object.entries(clips).filter(([id]) => id !== missing));
    expect(levels(line, [packOf({ clips: fewer })])).toStrictEqual(['system', 'engine', 'chime']);
  });
});

describe('a dialect beside the text language', () => {
  const hello = lineOf('您好。');

  test('comes first, then the standard language: both for the whole sentence', () => {
    const sources = sourcesFor(hello, 'zh-CN', [mandarin, cantonese], 'yue-Hant-HK');
    expect(sources.map(({ level }) => level)).toStrictEqual(['dialect', 'clip', 'system', 'engine', 'chime']);
    expect(sources[0]).toMatchObject({ steps: [{ url: 'voice/pack/c/idle.title.opus' }] });
  });

  test('written in the other script lights up as a whole line: its marks are for other signs', () => {
    expect(sourcesFor(hello, 'zh-CN', [cantonese], 'yue-Hant-HK')[0]).toMatchObject({ marks: [] });
    expect(sourcesFor(hello, 'zh-Hant', [cantonese], 'yue-Hant-HK')[0]).toMatchObject({
      marks: [[0, 3, 30]],
    });
  });

  test('that lacks the sentence may name another dialect to stand in', () => {
    const hakka = packOf({ packId: 'h', lang: 'hak', clips: {}, fallback: ['yue-Hant-HK', 'zh-CN'] });
    expect(sourcesFor(hello, 'zh-CN', [mandarin, cantonese, hakka], 'hak')[0]).toMatchObject({
      level: 'dialect',
      steps: [{ url: 'voice/pack/c/idle.title.opus' }],
    });
  });

  test('is none for somebody who reads English', () => {
    expect(sourcesFor(hello, 'en', [cantonese], 'yue-Hant-HK').map(({ level }) => level)).not.toContain(
      'dialect',
    );
    expect(dialectsFor('en', [cantonese])).toStrictEqual([]);
  });

  test('is offered where its pack has been verified, and only once', () => {
    const another = packOf({ packId: 'c2', lang: 'yue-Hant-HK' });
    expect(dialectsFor('zh-CN', [mandarin, cantonese, another])).toStrictEqual(['yue-Hant-HK']);
    expect(dialectsFor('zh-CN', [mandarin])).toStrictEqual([]);
  });

  test('is told from its stand-in, so that the screen can say so', () => {
    expect(isStandIn('clip', 'yue-Hant-HK')).toBe(true);
    expect(isStandIn('engine', 'yue-Hant-HK')).toBe(true);
    expect(isStandIn('dialect', 'yue-Hant-HK')).toBe(false);
    expect(isStandIn('chime', 'yue-Hant-HK')).toBe(false);
    expect(isStandIn('clip', null)).toBe(false);
  });
});

describe('the manifest of a voice pack', () => {
  test('a sound one is taken', () => {
    expect(v.is(packManifestSchema, mandarin)).toBe(true);
  });

  test.each([
    ['another version of the format', { schema: 2 }],
    ['a spoken language the kiosk has no name for', { lang: 'tlh' }],
    ['a text language the kiosk does not have', { textLang: 'yue' }],
    ['clips that are no table', { clips: null }],
    ['a name that leads out of its folder', { packId: '../p' }],
    ['a version that cannot be compared', { minApp: '1' }],
    [
      'a speaker who is neither a person nor a machine',
      { speaker: { ...packHead.speaker, synthetic: 'no' } },
    ],
    ['a grammar that nobody knows', { grammar: { ...packHead.grammar, two: 'dos' } }],
  ])('%s is refused', (_, change) => {
    expect(v.is(packManifestSchema, { ...mandarin, ...change })).toBe(false);
  });

  test.each(['../x.wav', 'a/b.wav', '.wav', 'a.exe', '..wav', 'a\\b.wav', ''])(
    'a clip cannot name the file %j',
    (file) => {
      expect(v.is(clipSchema, { ...clip('a', '好'), file })).toBe(false);
    },
  );

  test.each([
    ['a short hash', { sha256: 'ab' }],
    ['a mark before the begin', { marks: [[-1, 2, 0]] }],
    ['a mark without its time', { marks: [[0, 2]] }],
  ])('a clip with %s is refused', (_, change) => {
    expect(v.is(clipSchema, { ...clip('a', '好'), ...change })).toBe(false);
  });
});
