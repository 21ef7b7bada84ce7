import type { Page } from '@playwright/test';

/** Slip numbers that the screen has called accepted, heard at once: a page may be dead a moment later. */
export type Told = {
  readonly slipNumbers: ReadonlySet<string>;
  readonly listenTo: (page: Page) => Promise<void>;
};

/**
 * The page measures each accept (`performance.measure('accept')`) when both stores have it and the customer is about to
 * be told; the measure carries the slip number.
 */
export function listenForTold(): Told {
  const slipNumbers = new Set<string>();
  return {
    slipNumbers,
    async listenTo(page) {
      await page.exposeBinding(
        'careKioskTold',
        (_source, slipNumber: string) => void slipNumbers.add(slipNumber),
      );
      await page.addInitScript(() => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName('accept')) {
            const detail = (entry as PerformanceMeasure).detail as { readonly slipNumber: string };
            const tell = (window as unknown as { careKioskTold(slipNumber: string): void }).careKioskTold;
            tell(detail.slipNumber);
          }
        }).observe({ type: 'measure', buffered: true });
      });
    },
  };
}
