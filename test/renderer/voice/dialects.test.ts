import { expect, test } from 'vitest';
import { renderLine } from '../../../core/strings/render.ts';
import { dialects } from '../../../core/voice/spoken-language.ts';
import { dialectName, dialectNow, standInNotice } from '../../../renderer/voice/dialects.ts';

test('Every dialect has a name of its own for its key.', () => {
  const names = dialects.map((dialect) => renderLine(dialectName(dialect), 'zh-CN', 'public').shown);
  expect(names).toEqual(['广东话', '闽南话', '客家话', '上海话']);
});

test('What is spoken from now on is named, the standard language too.', () => {
  const said = [...dialects, null].map((one) => renderLine(dialectNow(one), 'zh-Hant', 'public').spoken);
  expect(said).toEqual(
    ['廣東話', '閩南話', '客家話', '上海話', '國語'].map((name) => `好的，現在說${name}。`),
  );
});

test('A sentence that comes in the standard language is told as such to whoever chose a dialect, and to nobody else.', () => {
  expect(standInNotice('clip', 'hak')).toEqual({ key: 'dialect.standard-instead' });
  expect(standInNotice('dialect', 'hak')).toBeNull();
  expect(standInNotice('clip', null)).toBeNull();
});
