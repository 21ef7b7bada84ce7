import { expect, test } from 'vitest';
import { pageAt, pagesOf } from '../../../renderer/customer/pages.ts';

const block = (topPx: number, bottomPx: number) => ({ topPx, bottomPx });

test('Content is cut between its blocks, and nothing is half seen.', () => {
  expect(pagesOf([block(0, 40), block(50, 90), block(100, 150), block(160, 190)], 100)).toEqual([
    { fromPx: 0, toPx: 90 },
    { fromPx: 100, toPx: 190 },
  ]);
});

test('What stands side by side turns together.', () => {
  const row = [block(60, 110), block(60, 110), block(60, 110)];
  expect(pagesOf([block(0, 50), ...row], 100)).toEqual([
    { fromPx: 0, toPx: 50 },
    { fromPx: 60, toPx: 110 },
  ]);
});

test('A block that is larger than the room has a page of its own.', () => {
  expect(pagesOf([block(0, 30), block(40, 200), block(210, 240)], 100)).toEqual([
    { fromPx: 0, toPx: 30 },
    { fromPx: 40, toPx: 200 },
    { fromPx: 210, toPx: 240 },
  ]);
});

test('A place is found on the page that begins last before it.', () => {
  const pages = pagesOf([block(0, 90), block(100, 190), block(200, 290)], 100);
  expect([0, 95, 100, 150, 250, 900].map((place) => pageAt(pages, place))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(pageAt([], 10)).toBe(0);
});
