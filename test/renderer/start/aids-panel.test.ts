import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Screen } from '../../../core/journeys/screen.ts';
import type { Language } from '../../../core/strings/language.ts';
import type { Line } from '../../../core/strings/line.ts';
import type { PackManifest } from '../../../core/voice/pack.ts';
import { spokenOrder } from '../../../renderer/customer/spoken-order.ts';
import { packHead } from '../../support/voice-pack.ts';
import type { Packs } from '../../../core/voice/choose.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { serviceScreen } from '../../../renderer/customer/service-screens.ts';
import { usualLook } from '../../../renderer/customer/look.ts';
import { createHearing } from '../../../renderer/start/hearing.ts';
import { openAidsPanel } from '../../../renderer/start/aids-panel.ts';

function kioskWithPanel(layout: 'full' | 'compact' = 'full', hasRoomToZoom = true, packs: Packs = []) {
  const screen = signal<Screen>(serviceScreen('out', true));
  const language = signal<Language>('zh-CN');
  let stirs = 0;
  const passed: Act[] = [];
  const said: string[][] = [];
  const say = (lines: readonly Line[]) => void said.push(lines.map(({ key }) => key));
  const hearing = createHearing(say, signal(null));
  const panel = openAidsPanel(
    { screen, act: (act) => void (act.did === 'stir' ? (stirs += 1) : passed.push(act)) },
    { say, onTuned: () => {}, hearing, language, packs, glass: signal({ layout, hasRoomToZoom }) },
  );
  return { screen, passed, said, panel, language, hearing, stirs: () => stirs };
}

test('The panel opens over any screen, says itself, and leads back to where one was.', () => {
  const { panel, said, passed } = kioskWithPanel();
  panel.act({ did: 'ask-aids' });
  expect(panel.screen.value.id).toBe('aids');
  panel.act({ did: 'leave-aids' });
  expect(panel.screen.value.id).toBe('service.out');
  panel.act({ did: 'ask-aids' });
  panel.act({ did: 'ask', for: 'back' });
  expect(panel.screen.value.id).toBe('service.out');
  expect(said.map(([first]) => first)).toEqual(['aids.title', 'service.out', 'aids.title', 'service.out']);
  expect(passed).toEqual([]);
});

test('What it changes is said, and is as usual for the next customer.', () => {
  const { panel, said } = kioskWithPanel();
  for (const to of ['larger', 'zoom', 'contrast', 'contrast'] as const) panel.act({ did: 'change-look', to });
  expect(panel.look.value).toEqual({ textSize: 'extra', zoom: 2, contrast: 'high-dark' });
  expect(said.flat()).toEqual([
    'look.size.extra',
    'look.zoom.on',
    'look.contrast.high-light',
    'look.contrast.high-dark',
  ]);
  panel.act({ did: 'ask-aids' });
  panel.forget();
  expect(panel.look.value).toEqual(usualLook);
  expect(panel.screen.value.id).toBe('service.out');
});

test('A panel that has no room for 200 % says so and stays as it is.', () => {
  const { panel, said } = kioskWithPanel('compact', false);
  panel.act({ did: 'change-look', to: 'zoom' });
  expect(panel.look.value).toEqual(usualLook);
  expect(said).toEqual([['look.zoom.no-room']]);
});

test('A person is called from the panel as from everywhere, and a new screen closes it.', () => {
  const { panel, passed, screen } = kioskWithPanel();
  panel.act({ did: 'ask-aids' });
  panel.act({ did: 'ask', for: 'person' });
  expect(passed).toEqual([{ did: 'ask', for: 'person' }]);
  panel.act({ did: 'ask-aids' });
  screen.value = serviceScreen('interrupted', true);
  expect(panel.screen.value.id).toBe('service.interrupted');
});

test('Where the voice has no keys below, the panel has them.', () => {
  const { panel } = kioskWithPanel('compact');
  panel.act({ did: 'ask-aids' });
  expect(panel.screen.value.body).toMatchObject({ kind: 'aids', hasVoice: true });
});

test('Whoever tunes the panel has not gone: the question below hears a sign of life.', () => {
  const { panel, stirs } = kioskWithPanel();
  panel.act({ did: 'ask-aids' });
  panel.act({ did: 'change-look', to: 'larger' });
  expect(stirs()).toBe(2);
});

test('Touch-to-hear and spoken digits go on and off, and say what they mean.', () => {
  const { panel, said } = kioskWithPanel();
  for (const to of ['touch', 'digits', 'touch'] as const) panel.act({ did: 'change-hearing', to });
  expect(said.flat()).toEqual(['hearing.touch-on', 'hearing.digits-on', 'hearing.touch-off']);
});

const cantonese: PackManifest = { ...packHead, packId: 'c', lang: 'yue-Hant-HK', textLang: 'zh-Hant' };
const hakka: PackManifest = { ...packHead, packId: 'h', lang: 'hak' };

function dialectsIn({ body }: Screen) {
  return body.kind === 'aids' ? body.dialects.map(({ id, isOn }) => [id, isOn]) : null;
}

test('Every dialect that a verified pack speaks has its key in the panel, and none where the text is English.', () => {
  const { panel, language } = kioskWithPanel('full', true, [packHead, cantonese, hakka]);
  panel.act({ did: 'ask-aids' });
  expect(dialectsIn(panel.screen.value)).toEqual([['yue-Hant-HK', false], ['hak', false]]); // prettier-ignore
  language.value = 'en';
  expect(dialectsIn(panel.screen.value)).toEqual([]);
  const bare = kioskWithPanel('full', true, [packHead]).panel;
  bare.act({ did: 'ask-aids' });
  expect(dialectsIn(bare.screen.value)).toEqual([]);
});

test('A dialect is confirmed when it is chosen and when it is left, stands on its key, and goes with the customer.', () => {
  const { panel, hearing, said, stirs } = kioskWithPanel('full', true, [cantonese]);
  panel.act({ did: 'ask-aids' });
  said.length = 0;
  panel.act({ did: 'choose-dialect', dialect: 'yue-Hant-HK' });
  expect(hearing.dialect.value).toBe('yue-Hant-HK');
  expect(dialectsIn(panel.screen.value)).toEqual([['yue-Hant-HK', true]]);
  panel.act({ did: 'choose-dialect', dialect: null });
  expect([hearing.dialect.value, said]).toEqual([null, [['dialect.now'], ['dialect.now']]]);
  expect(stirs()).toBe(3);
  panel.act({ did: 'choose-dialect', dialect: 'yue-Hant-HK' });
  hearing.reset();
  expect(dialectsIn(panel.screen.value)).toEqual([['yue-Hant-HK', false]]);
});

test('The panel says each switch by its name and then how it stands, each line lighting up alone.', () => {
  const { panel } = kioskWithPanel('full', true, [cantonese]);
  panel.act({ did: 'ask-aids' });
  const lines = spokenOrder(panel.screen.value);
  expect(lines.slice(-10).map(({ key }) => key)).toEqual([
    'dialect.cantonese', 'aids.off', 'aids.zoom', 'look.zoom.off', 'aids.contrast', 'look.contrast.default',
    'aids.touch', 'aids.off', 'aids.digits', 'aids.off',
  ]); // prettier-ignore
  expect(new Set(lines).size).toBe(lines.length);
});
