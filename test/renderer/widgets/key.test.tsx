import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Key } from '../../../renderer/widgets/key.tsx';
import { PressContext } from '../../../renderer/widgets/press-context.ts';
import { createPressGuard } from '../../../renderer/widgets/press-guard.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
const walkedTo = signal<string | null>(null);
const pressed = vi.fn<() => void>();

beforeEach(() => {
  clock = manualClock();
  const press = { screenId: 'menu', isMeant: createPressGuard(clock), walkedTo };
  render(
    <PressContext.Provider value={press}>
      <Key name="one" onPress={pressed}>
        one
      </Key>
    </PressContext.Provider>,
    document.body,
  );
  // No layout in this DOM: the key lies at (100, 100) and is 200 × 100 px large.
  key().getBoundingClientRect = () => new DOMRect(100, 100, 200, 100);
});

afterEach(() => {
  render(null, document.body);
  pressed.mockReset();
});

function key(): HTMLButtonElement {
  return document.querySelector('button')!;
}

async function point(type: string, clientX: number, clientY: number, pointerId = 1): Promise<void> {
  const event = new PointerEvent(type, { bubbles: true, pointerId, button: 0, clientX, clientY });
  await act(() => {
    key().dispatchEvent(event);
  });
}

async function tap(): Promise<void> {
  await point('pointerdown', 150, 150);
  await point('pointerup', 150, 150);
}

test('A key acts when the finger leaves the glass inside it, not when it lands.', async () => {
  await point('pointerdown', 150, 150);
  expect(pressed).not.toHaveBeenCalled();
  await point('pointerup', 280, 190);
  expect(pressed).toHaveBeenCalledTimes(1);
});

test('A key shows at once that it is pressed, and that a finger has slid off.', async () => {
  await point('pointerdown', 150, 150);
  expect(key().dataset['down']).toBe('');
  await point('pointermove', 150, 250);
  expect(key().dataset['down']).toBeUndefined();
  await point('pointermove', 150, 150);
  expect(key().dataset['down']).toBe('');
});

test('A finger that slides off presses nothing.', async () => {
  await point('pointerdown', 150, 150);
  await point('pointermove', 350, 150);
  await point('pointerup', 350, 150);
  expect(pressed).not.toHaveBeenCalled();
});

test('A touch that the browser takes away presses nothing.', async () => {
  await point('pointerdown', 150, 150);
  await point('pointercancel', 150, 150);
  await point('pointerup', 150, 150);
  expect(pressed).not.toHaveBeenCalled();
});

test('A second finger on the key neither presses it nor lets it go.', async () => {
  await point('pointerdown', 150, 150, 1);
  await point('pointerdown', 160, 150, 2);
  await point('pointerup', 160, 150, 2);
  expect(pressed).not.toHaveBeenCalled();
  await point('pointerup', 150, 150, 1);
  expect(pressed).toHaveBeenCalledTimes(1);
});

test('Two taps within half a second count once, two taps half a second apart count twice.', async () => {
  await tap();
  await clock.advance(499);
  await tap();
  expect(pressed).toHaveBeenCalledTimes(1);
  await clock.advance(500);
  await tap();
  expect(pressed).toHaveBeenCalledTimes(2);
});

test('The click that a browser adds to a tap does not count, a click without a pointer does.', async () => {
  await tap();
  await clock.advance(1_000);
  await act(() => {
    key().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  });
  expect(pressed).toHaveBeenCalledTimes(1);
  await act(() => {
    key().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }));
  });
  expect(pressed).toHaveBeenCalledTimes(2);
});

test('A held keyboard key does not repeat.', () => {
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true });
  key().dispatchEvent(held);
  expect(held.defaultPrevented).toBe(true);
});

test('A key that the keypad has walked to is marked, and only while it is.', async () => {
  await act(() => {
    walkedTo.value = 'one';
  });
  expect(key().hasAttribute('data-walked')).toBe(true);
  await act(() => {
    walkedTo.value = 'two';
  });
  expect(key().hasAttribute('data-walked')).toBe(false);
});
