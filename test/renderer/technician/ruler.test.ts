import { expect, test } from 'vitest';
import { measuredBy } from '../../../renderer/technician/ruler.ts';

test('A card as wide as 345 px tells that this is a 21.5" panel.', () => {
  const { mmPerPx, diagonalInch, isPlausible } = measuredBy(345.3, { widthPx: 1080, heightPx: 1920 });
  expect(mmPerPx).toBeCloseTo(0.2479);
  expect(diagonalInch).toBe(21.5);
  expect(isPlausible).toBe(true);
});

test('A figure that no panel can have is called out before it comes into a profile.', () => {
  for (const cardPx of [40, 3_000])
    expect(measuredBy(cardPx, { widthPx: 1080, heightPx: 1920 }).isPlausible).toBe(false);
});
