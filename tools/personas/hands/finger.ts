import type { Page } from '@playwright/test';

export type Spot = { readonly xPx: number; readonly yPx: number };

/** Fingers on the glass: real touch points of the browser, several at a time. */
export type Finger = {
  readonly down: (spot: Spot, finger?: number) => Promise<void>;
  readonly move: (spot: Spot, finger?: number) => Promise<void>;
  readonly up: (finger?: number) => Promise<void>;
  readonly tap: (spot: Spot) => Promise<void>;
};

export async function openFinger(page: Page): Promise<Finger> {
  const cdp = await page.context().newCDPSession(page);
  const onGlass = new Map<number, Spot>();

  function tell(type: 'touchStart' | 'touchMove' | 'touchEnd') {
    const touchPoints = [...onGlass].map(([id, { xPx: x, yPx: y }]) => ({ id, x, y }));
    return cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  async function down(spot: Spot, finger = 0): Promise<void> {
    onGlass.set(finger, spot);
    await tell('touchStart');
  }

  async function up(finger = 0): Promise<void> {
    onGlass.delete(finger);
    await tell('touchEnd');
  }

  return {
    down,
    up,
    async move(spot, finger = 0) {
      onGlass.set(finger, spot);
      await tell('touchMove');
    },
    async tap(spot) {
      // One behind the other on the line: forty a second leave no time for answers in between.
      await Promise.all([down(spot), up()]);
    },
  };
}
