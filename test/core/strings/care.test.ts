import { describe, expect, test } from 'vitest';
import { languages } from '../../../core/strings/language.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { careTexts } from '../../../core/strings/texts/care.ts';

const slots = {
  systolic: { kind: 'count', value: 138 },
  diastolic: { kind: 'count', value: 82 },
  pulse: { kind: 'count', value: 72 },
} as const;
const keys = Object.keys(careTexts) as (keyof typeof careTexts)[];

describe('the figures of a measurement', () => {
  test.each(languages)('are never said over the loudspeaker: %s', (language) => {
    const said = keys.map((key) => renderLine({ key, slots }, language, 'public'));
    const figures = said.flatMap(({ key, shown, spoken }) => (/\d/.test(shown) ? [{ key, spoken }] : []));
    expect(figures.map(({ key }) => key)).toEqual(['care.result.figures', 'care.result.pulse']);
    for (const { spoken } of figures) {
      expect(spoken).not.toMatch(/\d|一百三十八|八十二|七十二|hundred|eighty|seventy/u);
    }
  });

  test('are said in words over a handset', () => {
    const spoken = (key: keyof typeof careTexts, language: (typeof languages)[number]) =>
      renderLine({ key, slots }, language, 'private').spoken;
    expect(spoken('care.result.figures', 'zh-CN')).toBe('高压一百三十八，低压八十二。');
    expect(spoken('care.result.figures', 'zh-Hant')).toBe('高壓一百三十八，低壓八十二。');
    expect(spoken('care.result.figures', 'en')).toBe('Upper one hundred and thirty-eight, lower eighty-two.');
    expect(spoken('care.result.pulse', 'zh-CN')).toBe('脉搏每分钟七十二次。');
  });

  test.each([
    ['zh-CN', '高压 138，低压 82', '脉搏每分钟 72 次'],
    ['en', 'Upper 138, lower 82', 'Pulse 72 a minute'],
  ] as const)('stand on the screen in digits: %s', (language, figures, pulse) => {
    const shown = (key: keyof typeof careTexts) => renderLine({ key, slots }, language, 'public').shown;
    expect(shown('care.result.figures')).toBe(figures);
    expect(shown('care.result.pulse')).toBe(pulse);
  });
});

test.each([
  ['zh-CN', '参考值', '医生'],
  ['zh-Hant', '參考值', '醫生'],
  ['en', 'reference value', 'doctor'],
] as const)(
  'every result is called a reference value and leads to a doctor: %s',
  (language, value, doctor) => {
    expect(renderLine({ key: 'care.result.reference' }, language, 'public').spoken).toContain(value);
    expect(renderLine({ key: 'care.result.doctor' }, language, 'public').spoken).toContain(doctor);
  },
);
