import iconv from 'iconv-lite';
import { describe as group, expect, test } from 'vitest';
import { catalogue } from '../../../core/strings/catalogue.ts';
import type { Entry } from '../../../core/strings/entry.ts';
import { languages, type Language } from '../../../core/strings/language.ts';
import { slipTexts } from '../../../core/strings/texts/slips.ts';

const entries = Object.entries<Entry>(catalogue);
/** Slots that name a person, or where to find one. The loudspeaker says nothing of them (I4). */
const personalSlots = new Set(['name', 'tail', 'phone', 'slip']);

function slotsIn(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
}

function publicForm(entry: Entry, language: Language): string {
  return entry[language].spoken ?? entry[language].shown;
}

function hanziIn(words: string): readonly string[] {
  return words.match(/\p{Script=Han}/gu) ?? [];
}

/** GB 2312, the national simplified set, is the part of GBK where both bytes are above A0. */
function isGb2312(letter: string): boolean {
  const [lead = 0, trail = 0] = iconv.encode(letter, 'gbk');
  return lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1;
}

/** Big5 proper, levels 1 and 2; the Hong Kong supplement below A4 would let simplified letters in. */
function isBig5(letter: string): boolean {
  const [lead = 0] = iconv.encode(letter, 'big5');
  return lead >= 0xa4 && lead <= 0xf9;
}

/** Every form of every sentence, with where it stands. */
const forms = entries.flatMap(([key, entry]) =>
  languages.flatMap((language) => {
    const { shown, spoken, private: toHandset } = entry[language];
    return [shown, spoken, toHandset].flatMap((words) =>
      words === undefined ? [] : [{ where: `${key} ${language}`, language, words }],
    );
  }),
);

group('the catalogue', () => {
  test('has words for every sentence in every language', () => {
    expect(entries.length).toBeGreaterThan(150);
    expect(forms.filter(({ words }) => words.trim() === '').map(({ where }) => where)).toEqual([]);
  });

  test('fills the same slots in every language', () => {
    const uneven = entries.filter(([, entry]) => {
      const [first, ...others] = languages.map((language) => slotsIn(entry[language].shown).join());
      return others.some((slots) => slots !== first);
    });
    expect(uneven.map(([key]) => key)).toEqual([]);
  });

  test('never speaks of a slot that is not shown', () => {
    const loose = entries.filter(([, entry]) =>
      languages.some((language) => {
        const { shown, private: toHandset } = entry[language];
        const spoken = slotsIn(`${publicForm(entry, language)}${toHandset ?? ''}`);
        return spoken.some((slot) => !slotsIn(shown).includes(slot));
      }),
    );
    // A word is said beside an offered character, because the ear alone cannot tell it from others of its sound.
    expect(loose.map(([key]) => key)).toEqual(['pinyin.candidate']);
  });

  test('keeps personal slots off the loudspeaker', () => {
    const personal = entries.filter(([, entry]) =>
      languages.some((language) =>
        slotsIn(publicForm(entry, language)).some((slot) => personalSlots.has(slot)),
      ),
    );
    expect(personal.map(([key]) => key)).toEqual([]);
    expect(
      entries.filter(([, entry]) => slotsIn(entry['zh-CN'].shown).some((slot) => personalSlots.has(slot))),
    ).not.toEqual([]);
  });

  test('spells every spoken number in words or fills it from a slot', () => {
    const digits = entries.flatMap(([key, entry]) =>
      languages.flatMap((language) => {
        const { private: toHandset } = entry[language];
        return /\p{N}/u.test(publicForm(entry, language) + (toHandset ?? '')) ? [`${key} ${language}`] : [];
      }),
    );
    expect(digits).toEqual([]);
  });

  test('has Chinese sentences that fit one line: at most eighteen Hanzi', () => {
    const long = forms.filter(({ language, words }) => {
      if (language === 'en') return false;
      const sentences = words.replaceAll(/\{\w+\}/g, '').split(/[。？！]/u);
      return sentences.some((sentence) => Array.from(sentence).length > 18);
    });
    expect(long.map(({ where, words }) => `${where}: ${words}`)).toEqual([]);
  });

  test('is polite: never 你, always 您', () => {
    expect(forms.filter(({ words }) => /[你妳]/u.test(words)).map(({ where }) => where)).toEqual([]);
  });

  test('writes simplified Chinese within GB 2312 and traditional Chinese within Big5', () => {
    const paper = Object.entries(slipTexts).flatMap(([key, words]) =>
      languages.map((language) => ({ where: `slip ${key} ${language}`, language, words: words[language] })),
    );
    const foreign = [...forms, ...paper].flatMap(({ where, language, words }) => {
      const isAtHome = language === 'zh-CN' ? isGb2312 : isBig5;
      const strangers = language === 'en' ? [] : hanziIn(words).filter((letter) => !isAtHome(letter));
      return strangers.map((letter) => `${where}: ${letter}`);
    });
    expect(foreign).toEqual([]);
    expect([isGb2312('们'), isGb2312('們'), isBig5('們'), isBig5('们')]).toEqual([true, false, true, false]);
  });

  test('speaks plain English: no Hanzi in it but the name of a language', () => {
    const hanzi = forms.filter(({ language, words }) => language === 'en' && /\p{Script=Han}/u.test(words));
    expect(hanzi.map(({ where }) => where)).toEqual(['greeting.language en']);
  });
});
