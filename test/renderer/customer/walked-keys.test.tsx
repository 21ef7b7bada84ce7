import { usualLook } from '../../../renderer/customer/look.ts';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { aidsScreen, usuallyHelped } from '../../../renderer/customer/aids.ts';
import { KioskScreen } from '../../../renderer/customer/kiosk-screen.tsx';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { fitStage } from '../../../renderer/customer/stage-size.ts';
import { dialects } from '../../../core/voice/spoken-language.ts';
import { walkScreens } from '../../../renderer/gallery/walk.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { manualClock } from '../../support/manual-clock.ts';

afterEach(() => render(null, document.body));

test('The keypad reaches exactly the keys that a finger can press, in the order in which they lie.', async () => {
  // Every kind of body there is, and each with every set of fixed keys.
  const walked = walkScreens(walkEnv);
  const panels = walked.slice(0, 3).map((screen) => aidsScreen(screen, 'full', usuallyHelped, dialects));
  const kinds = new Map(
    [...walked, ...panels].map((screen) => [`${screen.body.kind} ${JSON.stringify(screen.keys)}`, screen]),
  );
  const screens = [...kinds.values()];
  expect(new Set(screens.map(({ body }) => body.kind)).size).toBe(9);
  for (const screen of screens) {
    render(
      <KioskScreen
        key={screen.id}
        screen={screen}
        language="zh-CN"
        look={usualLook}
        size={fitStage({ widthPx: 1080, heightPx: 1920 }, 'portrait', null)}
        clock={manualClock()}
        privacy="public"
        said={signal([])}
        speaking={signal(null)}
        caption={signal(null)}
        hush={() => {}}
        walkedTo={signal(null)}
        act={() => {}}
      />,
      document.body,
    );
    // The pad of handwriting comes a moment later.
    if (screen.body.kind === 'handwriting')
      await vi.waitUntil(() => document.querySelector('[data-key="written:enter"]') !== null);
    const lying = [...document.querySelectorAll<HTMLButtonElement>('[data-key]')].filter(
      (key) => !key.disabled,
    );
    expect(
      walkedKeys(screen).map(({ name }) => name),
      screen.id,
    ).toEqual(lying.map((key) => key.dataset['key']));
  }
});
