import { expect, test } from 'vitest';
import { changedLook, contrasts, usualLook, type LookChange } from '../../../renderer/customer/look.ts';

function after(...changes: readonly LookChange[]) {
  return changes.reduce(changedLook, usualLook);
}

test('Letters grow and shrink by one step and stay at the ends.', () => {
  expect(after('larger').textSize).toBe('extra');
  expect(after('larger', 'larger').textSize).toBe('extra');
  expect(after('smaller').textSize).toBe('standard');
  expect(after('smaller', 'smaller', 'larger').textSize).toBe('large');
});

test('The zoom goes on and off, the colours go round.', () => {
  expect(after('zoom').zoom).toBe(2);
  expect(after('zoom', 'zoom')).toEqual(usualLook);
  const round = contrasts.map(
    (_, at) => after(...Array.from({ length: at }, () => 'contrast' as const)).contrast,
  );
  expect(round).toEqual(['default', 'high-light', 'high-dark']);
  expect(after('contrast', 'contrast', 'contrast')).toEqual(usualLook);
});
