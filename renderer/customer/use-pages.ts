import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { pageAt, pagesOf, type Block, type Page } from './pages.ts';

/** What is never torn between two pages. */
const blockSelector =
  '.say > .picture, h1, .told > p, .countdown, .choices > li, .cells > li, .pages, .rows > div, .entry, .adjust, .sheet, .whole, .tools > .key, .ends > .key';

export type Paging = {
  /** Which page is seen, from 0. */
  readonly page: number;
  readonly pages: number;
  /** The next page, and from the last the first again. */
  readonly turn: () => void;
  /** Turns to where this part of the content is. */
  readonly turnTo: (part: Element) => void;
};

/**
 * Turns content that is higher than its room in pages; whatever is not on the page is neither seen nor touched.
 *
 * @param name of the content; another begins on its first page, or on `first`
 * @param drawn changes whenever the content has been drawn differently
 */
export function usePages(
  content: RefObject<HTMLElement | null>,
  name: string,
  drawn: readonly unknown[],
  first = 0,
): Paging {
  const [pages, setPages] = useState<readonly Page[]>([]);
  const [seen, setSeen] = useState({ name, page: first });
  const page = Math.min(seen.name === name ? seen.page : first, Math.max(0, pages.length - 1));

  useLayoutEffect(() => {
    const element = content.current;
    if (element !== null) setPages((now) => measured(element, now));
  }, drawn);
  useEffect(() => {
    const element = content.current;
    if (element === null) return undefined;
    // The fonts of a first load arrive after the first drawing, and a bar that grows leaves less room.
    const observer = new ResizeObserver(() => setPages((now) => measured(element, now)));
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => observer.disconnect();
  }, [name]);
  useLayoutEffect(() => {
    if (content.current !== null) show(content.current, pages[page] ?? null);
  }, [pages, page, ...drawn]);

  return {
    page,
    pages: Math.max(1, pages.length),
    turn: () => setSeen({ name, page: (page + 1) % Math.max(1, pages.length) }),
    turnTo(part) {
      const element = content.current;
      const block = part.closest(blockSelector);
      if (element === null || block === null || pages.length < 2) return;
      const place = blocksIn(element).find((placed) => placed.element === block);
      if (place !== undefined) setSeen({ name, page: pageAt(pages, place.topPx + 1) });
    },
  };
}

/** The same array as before where nothing has moved, so that nothing is drawn again. */
function measured(content: HTMLElement, before: readonly Page[]): readonly Page[] {
  const blocks = blocksIn(content);
  const bottomPx = Math.max(0, ...blocks.map((block) => block.bottomPx));
  const roomPx = content.clientHeight - 2 * paddingOf(content);
  const pages = bottomPx <= roomPx + 1 ? [] : pagesOf(blocks, roomPx);
  return JSON.stringify(pages) === JSON.stringify(before) ? before : pages;
}

/** The same above as below. */
function paddingOf(content: HTMLElement): number {
  return parseFloat(getComputedStyle(content).paddingTop) || 0;
}

type PlacedBlock = Block & { readonly element: Element };

/** Where each block stands, from the upper edge of the content and however far that is turned. */
function blocksIn(content: HTMLElement): readonly PlacedBlock[] {
  const above = content.scrollTop - paddingOf(content) - content.getBoundingClientRect().top;
  return Array.from(content.querySelectorAll(blockSelector), (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { element, topPx: top + above, bottomPx: bottom + above };
  });
}

/** Reads every place before it writes the first mark: a slow machine lays the screen out once and not once a block. */
function show(content: HTMLElement, page: Page | null): void {
  const isOff = ({ topPx, bottomPx }: Block) =>
    page !== null && (bottomPx <= page.fromPx + 1 || topPx >= page.toPx - 1);
  const off = new Set(
    page === null
      ? []
      : blocksIn(content)
          .filter(isOff)
          .map(({ element }) => element),
  );
  for (const element of content.querySelectorAll('[data-off-page]')) {
    if (!off.has(element)) element.removeAttribute('data-off-page');
  }
  for (const element of off) element.setAttribute('data-off-page', '');
  content.scrollTop = page?.fromPx ?? 0;
}
