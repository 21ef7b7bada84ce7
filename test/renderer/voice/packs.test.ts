import { describe, expect, test } from 'vitest';
import type { PackManifest } from '../../../core/voice/pack.ts';
import { loadPacks } from '../../../renderer/voice/packs.ts';
import { packHead } from '../../support/voice-pack.ts';

function clip(text: string): PackManifest['clips'][string] {
  return { file: 'a.opus', ms: 1, sha256: '0'.repeat(64), text, marks: [] };
}
const clips = {
  'idle.title': clip('您好，需要帮忙吗？'),
  'n.yao.m': clip('幺'),
  'where.asking--2': clip('还有'),
};
const answer = (list: unknown) => loadPacks((path) => (path === 'voice/packs.json' ? Promise.resolve(list) : Promise.reject(new Error(path)))); // prettier-ignore

describe('the packs that the host has verified', () => {
  test('are taken as they come: the branch’s own first', async () => {
    const [own, other] = [
      { ...packHead, packId: 'own', clips },
      { ...packHead, clips },
    ];
    expect(await answer([own, other])).toEqual([own, other]);
  });

  test('lose the clips that say something else than the catalogue says now', async () => {
    const stale = { ...clips, 'idle.detail': clip('请摸屏幕。'), 'gone.key': clip('什么') };
    const [pack] = await answer([{ ...packHead, clips: stale }]);
    expect(pack?.clips).toEqual(clips);
  });

  test('are none where the host has none, is gone, or answers nonsense', async () => {
    expect(await answer([])).toEqual([]);
    expect(await answer([{ ...packHead, schema: 2 }])).toEqual([]);
    expect(await loadPacks(() => Promise.reject(new Error('404')))).toEqual([]);
  });
});
