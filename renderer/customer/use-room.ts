import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Room } from './stage-size.ts';

/** The room an element has on the page, followed as it changes; null before the first look. */
export function useRoom<E extends HTMLElement>() {
  const element = useRef<E>(null);
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null) return undefined;
    const look = () => setRoom({ widthPx: watched.clientWidth, heightPx: watched.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return { element, room };
}
