import fc from 'fast-check';
import nzh from 'nzh';
import { describe, expect, test } from 'vitest';
import { languages, type Language } from '../../../core/strings/language.ts';
import type { RenderedLine, SpokenPart, SpokenValue } from '../../../core/strings/line.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { atoms } from '../../../core/voice/atoms.ts';
import { mandarin, type Grammar } from '../../../core/voice/grammar.ts';
import { valueWords } from '../../../core/voice/number-words.ts';
import { planClips, type ClipStep } from '../../../core/voice/plan-clips.ts';

const cantonese: Grammar = { number: 'zh-10k', two: 'er', phoneOne: 'yi' };
const english: Grammar = { number: 'en' };

function lineOf(...parts: readonly SpokenPart[]): RenderedLine {
  const spoken = parts.map(({ text }) => text).join('');
  return { key: 'page.of', shown: spoken, spoken, pieces: [], inStep: false, fixed: false, parts };
}

function value(of: SpokenValue, language: Language = 'zh-CN'): RenderedLine {
  return lineOf({ kind: 'value', value: of, text: valueWords(of, language) });
}

function namesOf(steps: readonly ClipStep[] | null): readonly string[] | null {
  return steps?.map((step) => ('pauseMs' in step ? `${step.pauseMs}ms` : step.clip)) ?? null;
}

const planned = (line: RenderedLine, grammar: Grammar = mandarin, language: Language = 'zh-CN') =>
  namesOf(planClips(line, language, grammar));

/** What the clips of a plan say, one after the other. */
function heard(line: RenderedLine, language: Language, grammar: Grammar): string {
  const says = atoms(language);
  const steps = planClips(line, language, grammar) ?? [];
  return steps.map((step) => ('pauseMs' in step ? '，' : says[step.clip.replace(/\.[mf]$/u, '')])).join('');
}

describe('the clips of a line', () => {
  test('a whole sentence is one clip', () => {
    expect(planned(renderLine({ key: 'idle.title' }, 'zh-CN', 'public'))).toEqual(['idle.title']);
  });

  test('words and numbers are joined; punctuation is a pause, and there is none behind the last word', () => {
    const line = renderLine(
      {
        key: 'where.asking',
        slots: {
          errand: { kind: 'line', line: { key: 'errand.claim-report' } },
          count: { kind: 'count', value: 2 },
        },
      },
      'zh-CN',
      'public',
    );
    expect(line.spoken).toBe('正在办理赔报案，还有两步。');
    expect(planned(line)).toEqual([
      'where.asking--1',
      'errand.claim-report',
      '300ms',
      'where.asking--2',
      'n.liang.m',
      'where.asking--3',
    ]);
  });

  test('every step knows where its words stand in the sentence', () => {
    const line = renderLine({ key: 'page.of', slots: { page: { kind: 'count', value: 12 }, pages: { kind: 'count', value: 20 } } }, 'zh-CN', 'public'); // prettier-ignore
    const steps = planClips(line, 'zh-CN', mandarin) ?? [];
    const words = steps.map((step) =>
      'pauseMs' in step ? '|' : line.spoken.slice(step.at, step.at + step.length),
    );
    expect(words).toEqual(['第', '十', '二', '页，一共', '二', '十', '页']);
  });

  test('a name, a place or a branch is nobody’s recording: the whole line is left to another voice', () => {
    for (const privacy of ['public', 'private'] as const) {
      const branch = {
        key: 'where.title',
        slots: { branch: { kind: 'words', text: '汉口支公司' } },
      } as const;
      expect(planned(renderLine(branch, 'zh-CN', privacy))).toBeNull();
    }
  });

  test('a line that does not say what it is made of is left to another voice', () => {
    expect(planClips({ ...lineOf(), parts: undefined! }, 'zh-CN', mandarin)).toBeNull();
  });

  test('numbers before a pause, and at the end, are spoken with a falling voice', () => {
    const phone = { kind: 'digits', digits: '13800138000', grouping: [3, 4, 4] } as const;
    expect(planned(value(phone))).toEqual(
      'n.yao.m n.3.m n.8.f 250ms n.0.m n.0.m n.yao.m n.3.f 250ms n.8.m n.0.m n.0.m n.0.f'.split(' '),
    );
  });

  test.each([
    [{ kind: 'digits', digits: '001X', grouping: [4] }, ['n.0.m', 'n.0.m', 'n.yao.m', 'letter.X.f']],
    [{ kind: 'count', value: 10_086, measured: false }, ['n.1.m', 'n.1e4.m', 'n.0.m', 'n.8.m', 'n.10.m', 'n.6.f']],
    [{ kind: 'count', value: 2, measured: true }, ['n.liang.f']],
    [{ kind: 'money', fen: '100505' }, ['n.1.m', 'n.1000.m', 'n.0.m', 'n.5.m', 'u.yuan.m', 'n.0.m', 'n.5.m', 'u.fen.f']],
    [{ kind: 'percent', value: '2.5' }, ['pct.m', 'n.2.m', 'n.point.m', 'n.5.f']],
    [{ kind: 'percent', value: '-100' }, ['n.neg.m', 'pct.m', 'n.1.m', 'n.100.f']],
    [
      { kind: 'day', day: '2026-11-22' },
      ['n.2.m', 'n.0.m', 'n.2.m', 'n.6.m', 'd.year.m', 'n.10.m', 'n.1.m', 'd.month.m', 'n.2.m', 'n.10.m', 'n.2.m', 'd.day.f'],
    ],
  ] as const satisfies readonly (readonly [SpokenValue, readonly string[]])[])('%j', (of, clips) => {
    expect(planned(value(of))).toEqual(clips);
  }); // prettier-ignore

  test('a Cantonese pack says 二百 and 一, and yet 兩 before a measure word', () => {
    const said = (of: SpokenValue) => heard(value(of, 'zh-Hant'), 'zh-Hant', cantonese);
    expect(said({ kind: 'count', value: 200, measured: true })).toBe('二百');
    expect(said({ kind: 'count', value: 2, measured: true })).toBe('兩');
    expect(said({ kind: 'digits', digits: '110', grouping: [3] })).toBe('一一零');
    expect(said({ kind: 'money', fen: '200' })).toBe('兩元');
  });

  test('an English pack says words, the longest that stands there', () => {
    const day = { kind: 'day', day: '2026-06-16' } as const;
    expect(planned(value(day, 'en'), english, 'en')).toEqual(
      'w.the.m w.sixteenth.m w.of.m w.June.m w.twenty.m w.twenty.m w.six.f'.split(' '),
    );
    expect(planned(value({ kind: 'percent', value: '7' }, 'en'), english, 'en')).toEqual([
      'w.seven.m',
      'w.per-cent.f',
    ]);
  });
});

describe('numbers that are put together from clips', () => {
  const plainTwo = (words: string) => words.replaceAll('两', '二');
  /** nzh says 一亿零十; ordinary reading says 一亿零一十. */
  const fullTen = (words: string) => words.replaceAll('零十', '零一十');

  test('sound as nzh writes them, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (number) => {
        const words = heard(value({ kind: 'count', value: number, measured: false }), 'zh-CN', mandarin);
        expect(plainTwo(words)).toBe(fullTen(nzh.cn.encodeS(String(number))));
      }),
      { numRuns: 1_000 },
    );
  });

  test('have a clip for every word: amounts, days, digits and per cents, in every language and grammar', () => {
    const values = fc.oneof(
      fc.record({ kind: fc.constant('money' as const), fen: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(String) }),
      fc.record({ kind: fc.constant('count' as const), value: fc.nat(), measured: fc.boolean() }),
      fc.record({ kind: fc.constant('percent' as const), value: fc.tuple(fc.nat(999), fc.nat(99)).map(([whole, part]) => `${whole}.${part}`) }),
      fc.record({ kind: fc.constant('day' as const), day: fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)) }),
      fc.record({ kind: fc.constant('digits' as const), digits: fc.stringMatching(/^\d{1,17}[\dX]$/), grouping: fc.constantFrom([3, 4, 4], [6, 8, 4], []) }),
    ); // prettier-ignore
    fc.assert(
      fc.property(values, fc.constantFrom(...languages), fc.constantFrom(mandarin, cantonese), (of, language, chinese) => {
        const grammar = language === 'en' ? english : chinese;
        const words = valueWords(of, language, chinese);
        const said = heard(value(of, language), language, grammar);
        const bare = (text: string) => text.replaceAll(/[，,\s-]/gu, '');
        expect(bare(said)).toBe(bare(words));
      }),
      { numRuns: 2_000 },
    ); // prettier-ignore
  });
});
