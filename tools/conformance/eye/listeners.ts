/** Set by `watch-listeners` before the page's own scripts run. */
declare global {
  interface Window {
    readonly conformanceListened?: WeakSet<EventTarget>;
  }
}

const controls =
  'button, a[href], input, select, textarea, summary, [role="button"], [role="link"], [tabindex]:not([tabindex="-1"]), [onclick], [contenteditable]';

/**
 * Everything a customer could operate: real controls, and whatever listens to a press without being one; not the paper
 * of the handwriting, which is drawn on and not pressed.
 */
export function operableElements(stage: Element): readonly HTMLElement[] {
  return [...stage.querySelectorAll<HTMLElement>('*')].filter(
    (element) => element.matches(controls) || (listensToPresses(element) && !element.matches('canvas')),
  );
}

function listensToPresses(element: HTMLElement): boolean {
  if (element.querySelector('main') !== null) return false;
  return element.onclick !== null || window.conformanceListened?.has(element) === true;
}
