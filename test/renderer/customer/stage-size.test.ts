import { expect, test } from 'vitest';
import {
  fitStage,
  isPlausible,
  orientationOf,
  referencePanel,
} from '../../../renderer/customer/stage-size.ts';

function panel(pxPerMm: number) {
  return { pxPerMm, bottomMm: null };
}

test('On the panel it is drawn for, the stage fills the glass and a millimetre is a millimetre.', () => {
  expect(fitStage({ widthPx: 1080, heightPx: 1920 }, 'portrait', null)).toMatchObject({
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

test('A panel that knows its own millimetre keeps it, and its whole room.', () => {
  expect(fitStage({ widthPx: 1080, heightPx: 1920 }, 'portrait', panel(3.212))).toMatchObject({
    widthPx: 1080,
    pxPerMm: 3.212,
    layout: 'full',
  });
});

test('A small panel keeps its millimetres too, and turns its content in pages.', () => {
  expect(fitStage({ widthPx: 1280, heightPx: 800 }, 'landscape', panel(5.882))).toMatchObject({
    widthPx: 1280,
    pxPerMm: 5.882,
    layout: 'compact',
  });
});

test('A panel that cannot hold a compact screen shows it whole, a little smaller.', () => {
  const { pxPerMm } = fitStage({ widthPx: 1024, heightPx: 600 }, 'landscape', panel(5.9));
  expect(pxPerMm).toBeCloseTo(600 / 130);
});

test('At 200 % everything is twice as large, where the panel has room for it.', () => {
  const upright = { widthPx: 1080, heightPx: 1920 };
  expect(fitStage(upright, 'portrait', panel(4.034), 2)).toMatchObject({
    pxPerMm: 8.068,
    zoom: 2,
    layout: 'compact',
  });
  expect(fitStage(upright, 'portrait', null, 2)).toMatchObject({ pxPerMm: 8.068, zoom: 2 });
  expect(fitStage({ widthPx: 1280, heightPx: 800 }, 'landscape', panel(5.882), 2)).toMatchObject({
    pxPerMm: 5.882,
    zoom: 1,
  });
});

test('Every stage knows whether 200 % would find room, also while it is not asked for.', () => {
  const upright = { widthPx: 1080, heightPx: 1920 };
  expect(fitStage(upright, 'portrait', null).hasRoomToZoom).toBe(true);
  expect(fitStage(upright, 'portrait', null, 2).hasRoomToZoom).toBe(true);
  const small = fitStage({ widthPx: 1280, heightPx: 800 }, 'landscape', panel(5.882));
  expect(small.hasRoomToZoom).toBe(false);
});

test('A millimetre that no panel can have is not believed.', () => {
  const room = { widthPx: 1080, heightPx: 1920 };
  for (const pxPerMm of [0.5, 40]) {
    expect(isPlausible(room, panel(pxPerMm))).toBe(false);
    expect(fitStage(room, 'portrait', panel(pxPerMm)).pxPerMm).toBe(referencePanel.pxPerMm);
  }
});

test('What hangs above 1200 mm has no keys, but the screen is never less than a compact one.', () => {
  const room = { widthPx: 1080, heightPx: 1920 };
  const at = (bottomMm: number) => fitStage(room, 'portrait', { pxPerMm: 4.034, bottomMm }).outOfReachPx;
  expect(at(700)).toBe(0);
  expect(at(800)).toBeCloseTo(1920 - 400 * 4.034);
  expect(at(1_150)).toBeCloseTo(1920 - 215 * 4.034);
});

test('A room that is wider than high is used sideways.', () => {
  expect(orientationOf({ widthPx: 1920, heightPx: 1080 })).toBe('landscape');
  expect(orientationOf({ widthPx: 1080, heightPx: 1920 })).toBe('portrait');
});
