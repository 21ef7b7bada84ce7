/** Something that is not torn: a sentence, a key, a row; in pixels from the top of the content. */
export type Block = { readonly topPx: number; readonly bottomPx: number };

/** A stretch of the content that is seen at once. */
export type Page = { readonly fromPx: number; readonly toPx: number };

/**
 * Cuts content that is higher than its room into pages between its blocks, so that nothing is ever half seen. What
 * stands side by side has one top and one bottom and stays together.
 */
export function pagesOf(blocks: readonly Block[], roomPx: number): readonly Page[] {
  const pages: Page[] = [];
  for (const { topPx, bottomPx } of blocks.toSorted((a, b) => a.topPx - b.topPx)) {
    const page = pages.at(-1);
    if (page !== undefined && bottomPx - page.fromPx <= roomPx)
      pages[pages.length - 1] = { ...page, toPx: Math.max(page.toPx, bottomPx) };
    else pages.push({ fromPx: topPx, toPx: bottomPx });
  }
  return pages;
}

/** The page on which a place of the content is found; the first where it is on none. */
export function pageAt(pages: readonly Page[], placePx: number): number {
  return Math.max(
    0,
    pages.findLastIndex(({ fromPx }) => fromPx <= placePx),
  );
}
