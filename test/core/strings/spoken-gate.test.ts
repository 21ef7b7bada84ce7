import { describe, expect, test } from 'vitest';
import { catalogue, type StringKey } from '../../../core/strings/catalogue.ts';
import type { Entry } from '../../../core/strings/entry.ts';
import { languages, type Language } from '../../../core/strings/language.ts';
import type { Line, Slot } from '../../../core/strings/line.ts';
import { bareWords, recordables } from '../../../core/strings/recordable.ts';
import { renderLine, type Privacy } from '../../../core/strings/render.ts';
import { sampleLine } from '../../../core/strings/sample-slots.ts';
import { speechFault } from '../../../core/strings/speakable.ts';
import { clipWords } from '../../../core/voice/clip-words.ts';
import { mandarin } from '../../../core/voice/grammar.ts';
import { planClips } from '../../../core/voice/plan-clips.ts';

const keys = Object.keys(catalogue) as StringKey[];
const privacies: readonly Privacy[] = ['public', 'private'];
const forms = keys.flatMap((key) =>
  languages.flatMap((language) => privacies.map((privacy) => ({ key, language, privacy }))),
);
type Form = (typeof forms)[number];
const where = ({ key, language, privacy }: Form) => `${key} ${language} ${privacy}`;

function slotsOf(key: StringKey): ReadonlySet<string> {
  const entry: Entry = catalogue[key];
  const texts = languages.flatMap((language) => Object.values(entry[language]));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, slot = '']) => slot)));
}

describe('every key of the catalogue, in every language, public and private', () => {
  test('has a sample for each of its slots, and for no other', () => {
    const uneven = keys.filter((key) => {
      const sampled = Object.keys(sampleLine(key).slots ?? {});
      return sampled.toSorted().join() !== [...slotsOf(key)].toSorted().join();
    });
    expect(uneven).toEqual([]);
  });

  test('says something that a voice can read: not silent, no digit, no Latin letter in Chinese, no Hanzi in English', () => {
    const faults = forms.flatMap((form) => {
      const { spoken } = renderLine(sampleLine(form.key), form.language, form.privacy);
      const fault = speechFault(spoken, form.language);
      return fault === null ? [] : [`${where(form)}: ${fault}: ${spoken}`];
    });
    expect(faults).toEqual([]);
  });

  test('is made of parts that joined are what is spoken', () => {
    const uneven = forms.filter((form) => {
      const { fixed, spoken, parts } = renderLine(sampleLine(form.key), form.language, form.privacy);
      return fixed ? parts !== undefined : parts?.map(({ text }) => text).join('') !== spoken;
    });
    expect(uneven.map(where)).toEqual([]);
  });

  test('can be said from a complete pack, unless it holds a name or a place: then it is left whole to another voice', () => {
    const gaps = forms.filter((form) => {
      const line = renderLine(sampleLine(form.key), form.language, form.privacy);
      const plan = planClips(line, form.language, form.language === 'en' ? { number: 'en' } : mandarin);
      const isFree = line.parts?.some(({ kind }) => kind === 'free') === true;
      const clips = clipWords(form.language);
      return isFree ? plan !== null : !plan?.every((step) => 'pauseMs' in step || clips.has(step.clip));
    });
    expect(gaps.map(where)).toEqual([]);
  });

  test('has the same parts in both Chinese scripts, so that one dialect pack serves both', () => {
    const shape = (key: StringKey, language: Language, privacy: Privacy) =>
      renderLine(sampleLine(key), language, privacy).parts?.map((part) =>
        part.kind === 'words' ? part.clip : part.kind,
      );
    const uneven = keys.flatMap((key) =>
      privacies.filter((privacy) => `${shape(key, 'zh-CN', privacy)?.join()}` !== `${shape(key, 'zh-Hant', privacy)?.join()}`).map((privacy) => `${key} ${privacy}`),
    ); // prettier-ignore
    expect(uneven).toEqual([]);
  });
});

describe('what the loudspeaker says', () => {
  /** A canary of every kind that can be personal, and how it would sound. */
  const canaries: readonly (readonly [Slot, RegExp])[] = [
    [{ kind: 'name', name: '金丝雀' }, /金|丝|雀/u],
    [
      { kind: 'digits', digits: '13912345678', grouping: [3, 4, 4], personal: true },
      /幺|三九|一二三|one|three|nine/u,
    ],
  ];

  test('never holds a name or a number of the customer, whatever slot it is put into', () => {
    const leaks = canaries.flatMap(([canary, sound]) => {
      const everywhere = new Proxy({} as Record<string, Slot>, { get: () => canary });
      return forms
        .filter(({ privacy, key }) => privacy === 'public' && slotsOf(key).size > 0)
        .filter((form) => sound.test(renderLine({ key: form.key, slots: everywhere }, form.language, 'public').spoken))
        .map(where);
    }); // prettier-ignore
    expect(leaks).toEqual([]);
  });

  /** Words and amounts are not personal by their kind, so the sentence must keep them to itself. */
  const personalLines: readonly Line[] = [
    { key: 'value.place', slots: { place: { kind: 'words', text: '金丝雀路' } } },
    { key: 'done.number', slots: { slip: { kind: 'words', text: '金丝雀' } } },
    { key: 'care.result.figures', slots: { systolic: { kind: 'count', value: 199 }, diastolic: { kind: 'count', value: 99 } } },
    { key: 'care.result.pulse', slots: { pulse: { kind: 'count', value: 199 } } },
  ]; // prettier-ignore

  test.each(languages)('never holds an address, a slip number or a figure of the body: %s', (language) => {
    for (const line of personalLines) {
      const { spoken } = renderLine(line, language, 'public');
      expect(spoken, line.key).not.toMatch(/金丝雀|九|hundred|ninety/u);
    }
  });

  test('would give the canaries away if the sentences let it: over the handset they are heard', () => {
    const said = (line: Line) => renderLine(line, 'zh-CN', 'private').spoken;
    expect(said(personalLines[0]!)).toContain('金丝雀');
    expect(said(personalLines[2]!)).toContain('九十九');
    const [[name], [digits]] = canaries as [[Slot, RegExp], [Slot, RegExp]];
    expect(said({ key: 'confirming.person', slots: { name, tail: digits } })).toMatch(/金丝雀.*幺三九/u);
  });
});

describe('the reasons not to speak', () => {
  test.each([
    ['您好。', 'zh-CN', null],
    ['', 'zh-CN', 'silent'],
    ['，。', 'zh-CN', 'silent'],
    ['30 秒', 'zh-CN', 'digits'],
    ['３', 'zh-Hant', 'digits'],
    ['换语言 Language', 'zh-CN', 'latin'],
    ['Hello', 'en', null],
    ['Hello 您', 'en', 'hanzi'],
    ['12', 'en', 'digits'],
  ] as const)('%j in %s: %s', (words, language, fault) => {
    expect(speechFault(words, language)).toBe(fault);
  });
});

describe('what a pack records', () => {
  test('is the catalogue’s sentences, and the words between slots without the punctuation about them', () => {
    const found = new Map(recordables('zh-CN').map((one) => [one.clip, one]));
    expect(found.get('idle.title')).toEqual({ clip: 'idle.title', words: '您好，需要帮忙吗？', whole: true });
    expect(found.get('where.asking--2')).toEqual({ clip: 'where.asking--2', words: '还有', whole: false });
    expect(found.get('care.result.figures--private-2')?.words).toBe('低压');
    expect(found.get('on-screen.name')?.words).toBe('屏幕上的姓名');
    expect([...found.values()].every(({ words }) => words !== '' && bareWords(words) !== '')).toBe(true);
  });

  test('leaves out the words beside a name, which no pack will ever say', () => {
    expect(recordables('zh-CN').map(({ clip }) => clip)).not.toContain('where.title--1');
  });

  test('is one file a clip: names that differ only in case would be one on Windows', () => {
    for (const language of languages) {
      const names = [...clipWords(language).keys()];
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      expect(names.filter((name) => !/^[\w-][\w.-]{0,63}$/u.test(name))).toEqual([]);
    }
  });
});
