import type { TouchToHear } from './touch-to-hear.ts';

/**
 * Lets fingers feel over the keys within `glass` while touch-to-hear is on. They are caught before any key hears of
 * them, so that no key is pressed in the usual way meanwhile; keyboard and assistive technology go on as ever.
 *
 * @returns ends it
 */
export function feelGlass(glass: HTMLElement, { isOn, feel }: TouchToHear): () => void {
  const end = new AbortController();
  /** Fingers that went down while it was on: they are followed to their end, also when it is switched off meanwhile. */
  const fingers = new Set<number>();

  function follow(type: 'LAID' | 'MOVED' | 'LIFTED' | 'LOST', event: PointerEvent): void {
    event.stopPropagation();
    const finger = event.pointerId;
    if (type === 'LOST') return feel({ type, finger });
    feel({ type, finger, key: keyAt(glass, event) });
  }
  function on(
    name: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel',
    hear: (event: PointerEvent) => void,
  ) {
    glass.addEventListener(name, hear, { capture: true, signal: end.signal });
  }

  on('pointerdown', (event) => {
    if (!isOn.peek() || event.button !== 0) return;
    fingers.add(event.pointerId);
    follow('LAID', event);
  });
  on('pointermove', (event) => fingers.has(event.pointerId) && follow('MOVED', event));
  on('pointerup', (event) => fingers.delete(event.pointerId) && follow('LIFTED', event));
  on('pointercancel', (event) => fingers.delete(event.pointerId) && follow('LOST', event));
  return () => end.abort();
}

/** The name of the key at this place; null between keys and on a key that does nothing. */
function keyAt(glass: HTMLElement, { clientX, clientY }: PointerEvent): string | null {
  const key = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-key]');
  const isLive = key != null && glass.contains(key) && !key.matches(':disabled');
  return isLive ? (key.dataset['key'] ?? null) : null;
}
