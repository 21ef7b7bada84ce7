import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { CaptionStrip } from '../../../renderer/customer/caption-strip.tsx';
import { WordsContext } from '../../../renderer/customer/words-context.ts';
import type { Caption } from '../../../renderer/voice/captions.ts';

afterEach(() => render(null, document.body));

test('The strip shows what is said, and beside it that it is not in the dialect; nothing in silence.', async () => {
  const caption = signal<Caption | null>(null);
  const words = { language: 'zh-CN', privacy: 'public', said: signal([]), speaking: signal(null) } as const;
  render(
    <WordsContext.Provider value={words}>
      <CaptionStrip caption={caption} />
    </WordsContext.Provider>,
    document.body,
  );
  const shown = () => [...document.querySelectorAll('p')].map((line) => line.textContent);
  expect(shown()).toEqual([]);
  await act(() => void (caption.value = { text: '请坐。', language: 'zh-CN', notice: null }));
  expect(shown()).toEqual(['请坐。']);
  const notice = { key: 'dialect.standard-instead' } as const;
  await act(() => void (caption.value = { text: '請坐。', language: 'zh-Hant', notice }));
  expect(shown()).toEqual(['請坐。', '這一句用國語說。']);
  expect(document.querySelector('[lang]')?.getAttribute('lang')).toBe('zh-Hant');
});
