/**
 * Notes which elements listen to a press, because the page itself cannot be asked. Runs in the page before its own
 * scripts, so it may use nothing from outside itself.
 */
export function watchListeners(): void {
  const presses = new Set([
    'click',
    'mousedown',
    'mouseup',
    'pointerdown',
    'pointerup',
    'touchstart',
    'touchend',
  ]);
  const listened = new WeakSet<EventTarget>();
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function note(
    this: EventTarget,
    ...[type, ...rest]: Parameters<typeof addEventListener>
  ) {
    if (presses.has(type)) listened.add(this);
    addEventListener.call(this, type, ...rest);
  };
  Object.assign(window, { conformanceListened: listened });
}
