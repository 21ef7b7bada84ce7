import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Line } from '../../../core/strings/line.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { serviceScreen } from '../../../renderer/customer/service-screens.ts';
import { usualLook } from '../../../renderer/customer/look.ts';
import { createHearing } from '../../../renderer/start/hearing.ts';
import { openAidsPanel } from '../../../renderer/start/aids-panel.ts';

function kioskWithPanel(layout: 'full' | 'compact' = 'full', hasRoomToZoom = true) {
  const screen = signal(serviceScreen('out', true));
  let stirs = 0;
  const passed: Act[] = [];
  const said: string[][] = [];
  const say = (lines: readonly Line[]) => void said.push(lines.map(({ key }) => key));
  const panel = openAidsPanel(
    { screen, act: (act) => void (act.did === 'stir' ? (stirs += 1) : passed.push(act)) },
    { say, onTuned: () => {}, hearing: createHearing(say), glass: signal({ layout, hasRoomToZoom }) },
  );
  return { screen, passed, said, panel, stirs: () => stirs };
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
