import { expect, test } from 'vitest';
import { fitStage, orientationOf, referencePanel } from '../../../renderer/customer/stage-size.ts';

test('On the panel it is drawn for, the stage fills the glass and a millimetre is a millimetre.', () => {
  expect(fitStage({ widthPx: 1080, heightPx: 1920 }, 'portrait', null)).toEqual({
    orientation: 'portrait',
    widthPx: 1080,
    heightPx: 1920,
    pxPerMm: referencePanel.pxPerMm,
  });
});

test('In a smaller window the whole stage is there, in the same proportions.', () => {
  const stage = fitStage({ widthPx: 1110, heightPx: 900 }, 'portrait', null);
  expect(stage.heightPx).toBe(900);
  expect(stage.widthPx / stage.heightPx).toBeCloseTo(1080 / 1920);
  expect(stage.pxPerMm).toBeCloseTo((4.034 * 900) / 1920);
});

test('A larger panel that knows its own millimetre keeps it, and its whole room.', () => {
  expect(fitStage({ widthPx: 1080, heightPx: 1920 }, 'portrait', 3.212)).toMatchObject({
    widthPx: 1080,
    pxPerMm: 3.212,
  });
});

test('A panel that is too small for the millimetres still shows the whole screen.', () => {
  expect(fitStage({ widthPx: 1080, heightPx: 1920 }, 'portrait', 5.56).pxPerMm).toBe(4.034);
});

test('A room that is wider than high is used sideways.', () => {
  expect(orientationOf({ widthPx: 1920, heightPx: 1080 })).toBe('landscape');
  expect(orientationOf({ widthPx: 1080, heightPx: 1920 })).toBe('portrait');
});
