import { expect, test, vi } from 'vitest';
import { createSpellerSource } from '../../../renderer/start/speller-source.ts';

test('the speller is loaded when it is asked for, once, and spells', async () => {
  const { speller, fetch } = createSpellerSource();
  expect(speller.value).toBe('coming');
  fetch();
  fetch();
  await vi.waitUntil(() => speller.value !== 'coming');
  const loaded = speller.value;
  if (typeof loaded === 'string') throw new Error(loaded);
  expect(loaded.offer('58', { context: 'place', written: '解放' })[0]).toMatchObject({ character: '路' });
  fetch();
  expect(speller.value).toBe(loaded);
});
