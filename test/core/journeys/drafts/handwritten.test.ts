import { describe as group, expect, test } from 'vitest';
import * as v from 'valibot';
import {
  checkWritten,
  mostWritten,
  withCharacter,
  withoutLast,
} from '../../../../core/journeys/drafts/handwritten.ts';
import { answerSchema } from '../../../../core/records/errand-record.ts';

const full = '积石山保安族东乡族撒拉族自治县吹麻滩团结';

group('a text that is written by hand', () => {
  test('grows by one Chinese character at a time, rare ones too', () => {
    expect(withCharacter('', '王')).toEqual({ ok: true, value: '王' });
    expect(withCharacter('王', '𬱖')).toEqual({ ok: true, value: '王𬱖' });
  });

  test.each(['a', '1', ' ', '', '王王', '。', '〇1'])('does not take %j', (character) => {
    expect(withCharacter('王', character)).toEqual({ ok: false, error: 'foreign' });
  });

  test('takes the dot between the parts of a name, once and not in front', () => {
    expect(withCharacter('买买提', '·')).toEqual({ ok: true, value: '买买提·' });
    expect(withCharacter('买买提·', '·')).toEqual({ ok: false, error: 'foreign' });
    expect(withCharacter('', '·')).toEqual({ ok: false, error: 'foreign' });
  });

  test('is full at twenty characters', () => {
    expect(Array.from(full)).toHaveLength(mostWritten);
    expect(withCharacter(full, '路')).toEqual({ ok: false, error: 'full' });
    expect(withCharacter(withoutLast(full), '路').ok).toBe(true);
  });

  test('loses its last character as a whole', () => {
    expect(withoutLast('王𬱖')).toBe('王');
    expect(withoutLast('')).toBe('');
  });

  test('is complete from one character on, unless a dot still waits for what follows', () => {
    expect(checkWritten('村')).toEqual({ ok: true, value: '村' });
    expect(checkWritten('')).toEqual({ ok: false, error: 'too-short' });
    expect(checkWritten('买买提·')).toEqual({ ok: false, error: 'too-short' });
  });
});

group('the record', () => {
  const answer = (text: string) => v.is(answerSchema, { kind: 'written', text, by: 'customer' });

  test('takes what the glass can write', () => {
    for (const text of ['村', full, '买买提·吐尔逊', '王𬱖']) expect(answer(text), text).toBe(true);
  });

  test('takes nothing else', () => {
    for (const text of ['', `${full}路`, 'a', '·王', '王1', '王 王']) expect(answer(text), text).toBe(false);
  });
});
