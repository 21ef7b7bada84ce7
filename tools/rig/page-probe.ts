/** Times are milliseconds since 1970 by the browser's fine clock, so that page and rig can be compared. */
export type ProbeReport = {
  /** Each screen that was painted, in order. */
  readonly screens: readonly { readonly id: string; readonly paintedAtMs: number }[];
  /** From the finger leaving the glass to the next frame being handed to the display. */
  readonly tapToPaintMs: readonly number[];
  /** Each sound that really began to play; `chime` where the page makes it itself. */
  readonly sounds: readonly { readonly source: string; readonly startedAtMs: number }[];
};

declare global {
  interface Window {
    careKioskProbe?: ProbeReport;
  }
}

/**
 * Runs in the page before its own scripts and only listens: paints by frame callbacks, sounds at the media element's
 * own `playing` event. The product knows nothing of it.
 */
export function installProbe(): void {
  const screens: { id: string; paintedAtMs: number }[] = [];
  const tapToPaintMs: number[] = [];
  const sounds: { source: string; startedAtMs: number }[] = [];
  window.careKioskProbe = { screens, tapToPaintMs, sounds };
  const nowMs = () => performance.timeOrigin + performance.now();

  function afterPaint(action: () => void): void {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', action, { once: true });
      port1.start();
      port2.postMessage(null);
    });
  }

  let shown = '';
  new MutationObserver(() => {
    const id = document.querySelector('main[data-screen]')?.getAttribute('data-screen') ?? '';
    if (id === shown) return;
    shown = id;
    if (id !== '') afterPaint(() => screens.push({ id, paintedAtMs: nowMs() }));
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-screen'],
  });

  addEventListener(
    'pointerup',
    (event) => afterPaint(() => tapToPaintMs.push(performance.now() - event.timeStamp)),
    { capture: true },
  );

  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
    const source = this.currentSrc || this.src;
    this.addEventListener('playing', () => sounds.push({ source, startedAtMs: nowMs() }), { once: true });
    return play.call(this);
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function startAndTell(this: OscillatorNode, when?: number) {
    sounds.push({ source: 'chime', startedAtMs: nowMs() });
    start.call(this, when);
  };
}
