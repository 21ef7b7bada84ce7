import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Language } from '../../../core/strings/language.ts';
import type { Dialect } from '../../../core/voice/spoken-language.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { createLanguageChoice } from '../../../renderer/start/choose-language.ts';

function keysFor(text: Language) {
  const dialect = signal<Dialect | null>(null);
  const passed: Act[] = [];
  return { dialect, passed, act: createLanguageChoice({ dialect }, signal(text), (act) => passed.push(act)) };
}

test.each([
  ['zh-CN', 'zh-CN'],
  ['zh-Hant', 'zh-Hant'],
  ['en', 'zh-CN'],
] as const)(
  'a dialect leaves a Chinese script as it is, and whoever reads English gets Chinese: %s',
  (text, then) => {
    const { dialect, passed, act } = keysFor(text);
    act({ did: 'choose-dialect', dialect: 'yue-Hant-HK' });
    expect(dialect.value).toBe('yue-Hant-HK');
    expect(passed).toEqual([{ did: 'choose-language', language: then }]);
  },
);

test('a language is heard in its standard, whatever dialect was chosen before', () => {
  const { dialect, passed, act } = keysFor('zh-CN');
  act({ did: 'choose-dialect', dialect: 'hak' });
  act({ did: 'choose-language', language: 'zh-CN' });
  expect(dialect.value).toBeNull();
  expect(passed).toHaveLength(2);
});

test('what is none of these keys’ is passed on', () => {
  const { dialect, passed, act } = keysFor('zh-CN');
  dialect.value = 'nan';
  act({ did: 'ask', for: 'repeat' });
  expect([dialect.value, passed]).toEqual(['nan', [{ did: 'ask', for: 'repeat' }]]);
});
