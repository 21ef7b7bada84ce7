import type { TargetedKeyboardEvent, TargetedMouseEvent, TargetedPointerEvent } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { PressContext } from './press-context.ts';

/**
 * Turns a button into a key under an old hand. It acts when the finger that went down inside it leaves the glass
 * inside it, however far the finger trembled in between: the browser's own click gives up after 15 px of drift, less
 * than 4 mm. Sliding off changes one's mind. Holding does not repeat. The browser's click counts only where no pointer
 * made it: keyboard and assistive technology.
 *
 * @param key unique on its screen; two strikes on it in quick succession count once
 */
export function usePress(key: string, onPress: () => void) {
  const { screenId, isMeant, walkedTo } = useContext(PressContext);
  const [isDown, setDown] = useState(false);
  /** The one finger that holds this key; a palm that rests elsewhere on the glass is none of its business. */
  const finger = useRef<number | null>(null);

  function act(): void {
    if (isMeant({ key, screenId })) onPress();
  }
  function letGo(): void {
    finger.current = null;
    setDown(false);
  }

  const handlers = {
    onPointerDown(event: TargetedPointerEvent<HTMLButtonElement>) {
      if (finger.current !== null || event.button !== 0) return;
      finger.current = event.pointerId;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDown(true);
    },
    onPointerMove(event: TargetedPointerEvent<HTMLButtonElement>) {
      if (finger.current === event.pointerId) setDown(isInside(event));
    },
    onPointerUp(event: TargetedPointerEvent<HTMLButtonElement>) {
      if (finger.current !== event.pointerId) return;
      letGo();
      if (isInside(event)) act();
    },
    onPointerCancel: letGo,
    onKeyDown(event: TargetedKeyboardEvent<HTMLButtonElement>) {
      if (event.repeat) event.preventDefault();
    },
    onClick(event: TargetedMouseEvent<HTMLButtonElement>) {
      if (event.detail === 0) act();
    },
  };
  return { isDown, isWalkedTo: walkedTo.value === key, handlers };
}

function isInside(event: TargetedPointerEvent<HTMLButtonElement>): boolean {
  const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
  const { clientX, clientY } = event;
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
