/** A touch that brought up another screen. Times are milliseconds of the page's own clock. */
export type Turned = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** When the finger left the glass, by the browser's own stamp on the event. */
  readonly upAtMs: number;
  /** When the frame that shows the next screen had been handed to the display. */
  readonly paintedAtMs: number;
};

export type ScreenProbeReport = {
  /** When the idle screen was first painted with its key under the finger; null before that. */
  readonly touchableAtMs: number | null;
  readonly turned: readonly Turned[];
  /** When a sound really began, whichever way it is played. */
  readonly soundsAtMs: readonly number[];
  /** What the browser itself says of each `pointerup` (Event Timing): to the next frame, in steps of 8 ms. */
  readonly eventTimingMs: readonly number[];
};

declare global {
  interface Window {
    careKioskScreenProbe?: ScreenProbeReport;
  }
}

/** Runs in the page before its own scripts, uses nothing from outside itself, and only listens. */
export function installScreenProbe(): void {
  const turned: Turned[] = [];
  const soundsAtMs: number[] = [];
  const eventTimingMs: number[] = [];
  const report: { -readonly [K in keyof ScreenProbeReport]: ScreenProbeReport[K] } = {
    touchableAtMs: null,
    turned,
    soundsAtMs,
    eventTimingMs,
  };
  window.careKioskScreenProbe = report;

  /** The frame callback comes before a frame is drawn; a message posted in it arrives when it has been. */
  function afterPaint(action: () => void): void {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', action, { once: true });
      port1.start();
      port2.postMessage(null);
    });
  }

  let up: { readonly key: string; readonly atMs: number } | null = null;
  addEventListener(
    'pointerup',
    ({ target, timeStamp }) => {
      const key = target instanceof Element ? target.closest('[data-key]')?.getAttribute('data-key') : null;
      up = key === null || key === undefined ? null : { key, atMs: timeStamp };
    },
    { capture: true },
  );

  function isTouchable(): boolean {
    const under = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    return under?.closest('[data-key="wake"]:not([disabled])') !== null;
  }

  let shown = '';
  function look(): void {
    const id = document.querySelector('main[data-screen]')?.getAttribute('data-screen') ?? '';
    if (id === shown) return;
    const [from, touch] = [shown, up];
    shown = id;
    up = null;
    afterPaint(() => {
      const paintedAtMs = performance.now();
      if (id === 'idle' && isTouchable()) report.touchableAtMs ??= paintedAtMs;
      if (touch !== null) turned.push({ key: touch.key, from, to: id, upAtMs: touch.atMs, paintedAtMs });
    });
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-screen'],
  });

  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
    this.addEventListener('playing', () => soundsAtMs.push(performance.now()), { once: true });
    return play.call(this);
  };
  for (const { prototype } of [OscillatorNode, AudioBufferSourceNode]) {
    const { start } = prototype;
    prototype.start = function startAndTell(this: AudioScheduledSourceNode, ...when: number[]) {
      soundsAtMs.push(performance.now());
      start.apply(this, when as [number]);
    };
  }

  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (name === 'pointerup') eventTimingMs.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}
