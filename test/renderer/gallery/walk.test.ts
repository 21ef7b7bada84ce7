import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import { walk, walkEnv } from '../../../tools/journey-map/walk.ts';
import { galleryEnv } from '../../../renderer/gallery/env.ts';
import { galleryScreens, laidOut } from '../../../renderer/gallery/screens.ts';
import { usualLook } from '../../../renderer/customer/look.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { walkScreens } from '../../../renderer/gallery/walk.ts';

test('The gallery’s list names every screen once, and has the panel with and without a dialect.', () => {
  const ids = galleryScreens.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['aids', 'aids.dialect']));
  const panel = galleryScreens.find(({ id }) => id === 'aids.dialect')!;
  const inCompact = laidOut(panel, 'compact', usualLook);
  expect(walkedKeys(inCompact).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['voice:louder', 'hear:yue-Hant-HK']),
  );
  expect(inCompact.id).toBe('aids.dialect');
});

group('The gallery', () => {
  const screens = walkScreens(galleryEnv);
  const ids = screens.map(({ id }) => id);

  test('shows every screen once.', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('shows every kind of screen, and both errands from the first question to the slip.', () => {
    expect(new Set(screens.map(({ body }) => body.kind))).toEqual(
      new Set(['wake', 'choices', 'languages', 'number-pad', 'grid', 'handwriting', 'review', 'wait']),
    );
    for (const errand of ['contact-change', 'claim-report']) {
      expect(ids.some((id) => id.startsWith(`asking.${errand}.`))).toBe(true);
      for (const part of ['readingBack', 'choosingChange', 'accepting', 'printing'])
        expect(ids).toContain(`${part}.${errand}`);
      expect(ids).toContain(`done.${errand}.printed`);
    }
  });

  test('shows every screen that the walk over the whole state graph comes to.', () => {
    const met = new Set(walk().states.map((state) => describe(state, walkEnv).id));
    expect([...met].filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('shows the questions that only one answer leads to.', () => {
    expect(ids).toContain('asking.contact-change.address-source');
    expect(ids).toContain('asking.contact-change.new-place');
    expect(ids).toContain('notHere.contact-change.login-phone');
    expect(ids).toContain('paused.worrying-answer');
  });
});
