import { describe, expect, test } from 'vitest';
import { catalogue, type StringKey } from '../../../core/strings/catalogue.ts';
import { entry } from '../../../core/strings/entry.ts';
import { languages, type Language } from '../../../core/strings/language.ts';
import type { Slot } from '../../../core/strings/line.ts';
import { renderLine, renderWith, type Privacy } from '../../../core/strings/render.ts';
import { maskName } from '../../../core/strings/mask.ts';

const texts = {
  plain: entry('请放好身份证。', '請放好身份證。', 'Please lay your card down.'),
  value: entry('{value}', '{value}', '{value}'),
  left: entry('还有{value}项，请稍候。', '還有{value}項，請稍候。', '{value} left, please wait.'),
  ordinal: entry('第{value}步', '第{value}步', 'step {value}'),
  month: entry('{value}月', '{value}月', 'month {value}'),
  hotline: entry('请打95519，等30秒。', '請打95519，等30秒。', 'Call 95519 and wait 30 seconds.'),
  person: entry(
    { shown: '您是{name}吗？', spoken: '请看屏幕上的姓名。', private: '您是{name}吗？' },
    { shown: '您是{name}嗎？', spoken: '請看螢幕上的姓名。', private: '您是{name}嗎？' },
    { shown: 'Are you {name}?', spoken: 'Please look at the name.', private: 'Are you {name}?' },
  ),
  worded: entry(
    { shown: '电话 {value}', spoken: '电话在屏幕上。', private: '电话是{value}。' },
    { shown: '電話 {value}', spoken: '電話在螢幕上。', private: '電話是{value}。' },
    { shown: 'Phone {value}', spoken: 'Your phone is on the screen.', private: 'Your phone is {value}.' },
  ),
  question: entry('下一步：{line}', '下一步：{line}', 'Next: {line}'),
};

function render(
  key: keyof typeof texts,
  slots: Readonly<Record<string, Slot>> = {},
  language: Language = 'zh-CN',
  privacy: Privacy = 'public',
) {
  return renderWith(texts, { key: key as StringKey, slots }, language, privacy);
}
const value = (slot: Slot) => ({ value: slot });
const phone = (personal: boolean): Slot => ({
  kind: 'digits',
  digits: '13800138000',
  grouping: [3, 4, 4],
  personal,
});
const name = (text: string): Slot => ({ kind: 'name', name: text });

describe('a line without slots', () => {
  test('is shown and spoken alike, in one piece, and can be a clip', () => {
    expect(render('plain')).toStrictEqual({
      key: 'plain',
      shown: '请放好身份证。',
      spoken: '请放好身份证。',
      pieces: [{ shown: '请放好身份证。', spoken: '请放好身份证。' }],
      inStep: true,
      fixed: true,
    });
  });

  test('turns its own digits into words for the ear and leaves them for the eye', () => {
    const { pieces, spoken, fixed } = render('hotline');
    expect(pieces).toStrictEqual([
      { shown: '请打', spoken: '请打' },
      { shown: '95519', spoken: '九五五幺九' },
      { shown: '，等', spoken: '，等' },
      { shown: '30', spoken: '三十' },
      { shown: '秒。', spoken: '秒。' },
    ]);
    expect(spoken).toBe('请打九五五幺九，等三十秒。');
    expect(fixed).toBe(true);
    expect(render('hotline', {}, 'en').spoken).toBe('Call nine five five one nine and wait thirty seconds.');
  });
});

describe('slots', () => {
  test('a phone number is shown in groups and spoken digit by digit', () => {
    const line = render('value', value(phone(false)));
    expect(line.pieces).toStrictEqual([{ shown: '138 0013 8000', spoken: '幺三八，零零幺三，八零零零' }]);
    expect(line.fixed).toBe(false);
  });

  test.each([
    [{ kind: 'day', day: '1950-02-09' }, 'zh-CN', '1950年2月9日', '一九五零年二月九日'],
    [{ kind: 'day', day: '1950-02-09' }, 'en', '9 February 1950', 'the ninth of February nineteen fifty'],
    [{ kind: 'count', value: 12 }, 'zh-CN', '12', '十二'],
    [{ kind: 'words', text: '朝阳区3号' }, 'zh-CN', '朝阳区3号', '朝阳区三号'],
    [{ kind: 'words', text: '朝阳区' }, 'en', '朝阳区', 'what the screen shows'],
  ] as const)('%j in %s is shown %s and spoken %s', (slot, language, shown, spoken) => {
    expect(render('value', value(slot), language)).toMatchObject({ shown, spoken, inStep: true });
  });

  test.each([
    [
      { kind: 'money', fen: '1234567' },
      'zh-Hant',
      '12,345.67元',
      '一萬兩千三百四十五元六角七分',
      '螢幕上的金額',
    ],
    [
      { kind: 'money', fen: '3000000' },
      'en',
      '30,000 yuan',
      'thirty thousand yuan',
      'the amount on the screen',
    ],
  ] as const)(
    '%j in %s is shown %s, spoken %s into a handset, %s aloud',
    (slot, language, shown, spoken, aloud) => {
      expect(render('value', value(slot), language, 'private')).toMatchObject({ shown, spoken });
      expect(render('value', value(slot), language)).toMatchObject({ shown, spoken: aloud });
    },
  );

  test('a count of 2 is 两 before a measure word, 二 after 第 and before a month', () => {
    const two = value({ kind: 'count', value: 2 });
    expect(render('left', two).spoken).toBe('还有两项，请稍候。');
    expect(render('left', two, 'zh-Hant').spoken).toBe('還有兩項，請稍候。');
    expect(render('ordinal', two).spoken).toBe('第二步');
    expect(render('month', two).spoken).toBe('二月');
    expect(render('value', two).spoken).toBe('二');
  });

  test('a line within a line keeps its own pieces', () => {
    const inner: Slot = { kind: 'line', line: { key: 'hotline' as StringKey } };
    const { pieces, shown, inStep } = render('question', { line: inner });
    expect(shown).toBe('下一步：请打95519，等30秒。');
    expect(inStep).toBe(true);
    expect(pieces[2]).toStrictEqual({ shown: '95519', spoken: '九五五幺九' });
  });

  test('a line within a line is as public as its outer line', () => {
    const inner: Slot = {
      kind: 'line',
      line: { key: 'person' as StringKey, slots: { name: name('王小英') } },
    };
    expect(render('question', { line: inner }).spoken).toBe('下一步：请看屏幕上的姓名。');
    expect(render('question', { line: inner }, 'zh-CN', 'private').spoken).toBe('下一步：您是王小英吗？');
  });

  test('a line whose slot is not filled is a mistake that names the slot', () => {
    expect(() => render('value')).toThrow('line value lacks its slot value');
    expect(() => render('nothing' as 'plain')).toThrow('no such line: nothing');
  });
});

describe('personal data', () => {
  test('the name is masked for every eye and spoken in full in private only', () => {
    const slots = { name: name('王小英') };
    expect(render('person', slots)).toMatchObject({
      shown: '您是王*英吗？',
      spoken: '请看屏幕上的姓名。',
      inStep: false,
      fixed: true,
      pieces: [{ shown: '您是王*英吗？', spoken: '请看屏幕上的姓名。' }],
    });
    expect(render('person', slots, 'zh-CN', 'private')).toMatchObject({
      shown: '您是王*英吗？',
      spoken: '您是王小英吗？',
      inStep: true,
      fixed: false,
    });
  });

  test('a private form worded differently lights up as a whole', () => {
    const line = render('worded', value(phone(true)), 'zh-CN', 'private');
    expect(line).toMatchObject({ inStep: false, fixed: false });
    expect(line.spoken).toBe('电话是幺三八，零零幺三，八零零零。');
  });

  test('what a template forgets to leave out is still not said over the loudspeaker', () => {
    for (const language of languages) {
      expect(render('value', value(name('王小英')), language).spoken).not.toContain('王');
      expect(render('value', value(phone(true)), language).spoken).not.toMatch(/三八|three eight/u);
    }
  });

  test('the English voice cannot read Hanzi and points at the screen instead', () => {
    const line = render('person', { name: name('王小英') }, 'en', 'private');
    expect(line.spoken).toBe('Are you the name on the screen?');
    expect(render('person', { name: name('张\u{e863}') }, 'zh-CN', 'private').spoken).toContain('张䶮');
    expect(render('person', { name: name('JOHN SMITH') }, 'en', 'private').spoken).toBe(
      'Are you JOHN SMITH?',
    );
  });

  test.each([
    ['王小英', '王*英'],
    ['王英', '王*'],
    ['王', '*'],
    ['欧阳娜娜', '欧**娜'],
    ['𠮷田英', '𠮷*英'],
    ['买买提·吐尔逊', '买**·**逊'],
    ['JOHN SMITH', 'J*** ****H'],
    ["O'BRIEN-SMITH, JO", "O'*****-*****, *O"],
    ['张\u{e863}', '张*'],
    ['\u{e863}英文', '䶮*文'],
    ['', ''],
  ])('%s is masked as %s', (full, masked) => {
    expect(maskName(full)).toBe(masked);
  });
});

describe('in every line, language and privacy of the catalogue', () => {
  // A filler for each slot, personal throughout, so that a leak in any template would show.
  const personal = new Proxy({} as Record<string, Slot>, { get: () => name('欧阳娜娜') });
  const all = (Object.keys(catalogue) as StringKey[]).flatMap((key) =>
    languages.flatMap((language) =>
      (['public', 'private'] as const).map((privacy) => ({
        privacy,
        language,
        line: renderLine({ key, slots: personal }, language, privacy),
      })),
    ),
  );

  test('pieces joined give what is shown and what is spoken', () => {
    for (const { line } of all) {
      expect(line.pieces.map((piece) => piece.shown).join('')).toBe(line.shown);
      expect(line.pieces.map((piece) => piece.spoken).join('')).toBe(line.spoken);
    }
  });

  test('no digit reaches the voice, and every line has something to say that the engine takes', () => {
    for (const { line } of all) {
      expect(line.spoken, line.key).not.toMatch(/\p{Nd}/u);
      expect(line.spoken.trim(), line.key).not.toBe('');
      expect(line.spoken.length, line.key).toBeLessThanOrEqual(200);
    }
  });

  test('no Hanzi reaches the English voice', () => {
    for (const { line } of all.filter((one) => one.language === 'en' && one.privacy === 'public')) {
      expect(line.spoken, line.key).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('a name is never said in public', () => {
    for (const { line } of all.filter(({ privacy }) => privacy === 'public')) {
      expect(line.spoken, line.key).not.toContain('欧');
    }
  });
});
