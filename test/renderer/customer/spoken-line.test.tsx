import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import type { Line } from '../../../core/strings/line.ts';
import { SpokenLine } from '../../../renderer/customer/spoken-line.tsx';
import { WordsContext } from '../../../renderer/customer/words-context.ts';
import type { Speaking } from '../../../renderer/voice/voice.ts';

const title: Line = { key: 'idle.title' };
const detail: Line = { key: 'idle.detail' };

afterEach(() => render(null, document.body));

function show(said: readonly Line[]) {
  const speaking = signal<Speaking | null>(null);
  const words = { language: 'zh-CN', privacy: 'public', said: signal(said), speaking } as const;
  render(
    <WordsContext.Provider value={words}>
      <h1>
        <SpokenLine line={title} />
      </h1>
      <p>
        <SpokenLine line={detail} />
      </p>
    </WordsContext.Provider>,
    document.body,
  );
  return speaking;
}

function lit(): readonly (string | null)[] {
  return [...document.querySelectorAll('[data-lit]')].map((part) => part.textContent);
}

test('The words that are heard light up, in the line that is heard and nowhere else.', async () => {
  const speaking = show([title, detail]);
  expect(lit()).toEqual([]);
  await act(() => {
    speaking.value = { line: 0, lit: { from: 0, to: 2 } };
  });
  expect(lit()).toEqual(['您好']);
  await act(() => {
    speaking.value = { line: 1, lit: { from: 2, to: 4 } };
  });
  expect(lit()).toEqual(['一下']);
});

test('A stretch that runs over a comma lights up on both sides of it.', async () => {
  const speaking = show([title]);
  await act(() => {
    speaking.value = { line: 0, lit: { from: 0, to: 5 } };
  });
  expect(lit().join('')).toBe('您好，需要');
  expect(document.querySelector('h1')?.textContent).toBe('您好，需要帮忙吗？');
});

test('What is said of something else lights nothing up here.', async () => {
  const speaking = show([{ key: 'key.slower' }]);
  await act(() => {
    speaking.value = { line: 0, lit: { from: 0, to: 2 } };
  });
  expect(lit()).toEqual([]);
});
