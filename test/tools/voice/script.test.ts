import { describe, expect, test } from 'vitest';
import { clipWords } from '../../../core/voice/clip-words.ts';
import { evenMarks } from '../../../tools/voice/build-pack.ts';
import { keepsPace, paceMs, paceOf } from '../../../tools/voice/pace.ts';
import { csvOf, markdownOf, scriptRows } from '../../../tools/voice/script.ts';

describe('the recording script', () => {
  const rows = scriptRows('zh-CN', 'zh-CN');
  const row = (clip: string) => rows.find((one) => one.clip === clip);

  test('has every clip of a complete pack once, atoms in both forms among them', () => {
    expect(rows.map(({ clip }) => clip)).toEqual([...clipWords('zh-CN').keys()]);
    expect(row('n.yao.m')?.how).toContain('middle');
    expect(row('n.yao.f')?.how).toContain('end');
    expect(row('where.asking--1')?.how).toContain('part of a sentence');
  });

  test('says what is spoken and what stands on the screen, where the two differ', () => {
    expect(row('month.7')).toMatchObject({ words: '七月', shown: '7月' });
  });

  test('is a sheet that a spreadsheet opens: quoted, in UTF-8 by its mark', () => {
    const sheet = csvOf([{ clip: 'a', words: '说“好”，或 "no"', how: '', shown: '', seconds: '1.0' }]);
    expect(sheet).toBe('\uFEFFclip,words,how,shown,seconds\r\n"a","说“好”，或 ""no""","","","1.0"\r\n');
    expect(markdownOf(rows).split('\n').filter(Boolean)).toHaveLength(rows.length + 2);
  });
});

describe('the pace of a recording', () => {
  test('is 160 Han characters or 150 English words a minute, the silence about them included', () => {
    expect(paceMs('请把身份证平放在这里。', 'zh-CN')).toBe(3_750);
    expect(paceMs('Please lay your ID card here.', 'en')).toBe(2_400);
    expect(paceOf('请把身份证平放在这里。', 'zh-CN', 3_750)).toBe(160);
  });

  test('is not judged of less than six characters', () => {
    expect(paceOf('有', 'zh-CN', 900)).toBeNull();
  });

  test('may be a tenth off', () => {
    expect([144.1, 175.9].map((pace) => keepsPace(pace, 'zh-CN'))).toEqual([true, true]);
    expect([143, 177].map((pace) => keepsPace(pace, 'zh-CN'))).toEqual([false, false]);
  });
});

describe('the marks of a recording that nobody has marked', () => {
  test('give every character the same time, and a comma the time of one', () => {
    expect(evenMarks('您好，请坐。', 30, 1_000)).toEqual([
      [0, 1, 30],
      [1, 3, 230],
      [3, 4, 630],
      [4, 6, 830],
    ]);
  });

  test('give an English word time by its letters', () => {
    expect(evenMarks('No card.', 0, 1_000).map(([start, end]) => 'No card.'.slice(start, end))).toEqual([
      'No ',
      'card.',
    ]);
  });

  test('are none for words without a letter', () => {
    expect(evenMarks('。', 0, 100)).toEqual([]);
  });
});
