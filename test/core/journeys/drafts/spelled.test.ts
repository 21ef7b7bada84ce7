import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../../core/journeys/describe.ts';
import { otherWay } from '../../../../core/journeys/drafts/spelled.ts';
import type { Body } from '../../../../core/journeys/screen.ts';
import { step } from '../../../../core/journeys/step.ts';
import type { Event, State } from '../../../../core/journeys/visit.ts';
import { samplePlaces, sampleToday } from '../../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../../tools/journey-map/walk.ts';
import { spelling } from '../../../support/rare-screens.ts';

const by = 'customer';
const type = (digit: string): Event => ({ type: 'DIGIT_PRESSED', digit, by });
const choose = (choice: string): Event => ({ type: 'CHOSEN', choice, by, today: sampleToday, newId: '' });
const write = (character: string): Event => ({ type: 'CHARACTER_WRITTEN', character, by });
const erase: Event = { type: 'CHARACTER_ERASED', by };
const more: Event = { type: 'PAGE_TURNED', direction: 1, by };

function after(...events: readonly Event[]): State {
  return events.reduce<State>((state, event) => step(state, event, samplePlaces).state, spelling(''));
}
function shown(...events: readonly Event[]) {
  const body: Body = describe(after(...events), walkEnv).body;
  if (body.kind !== 'handwriting') throw new Error(`a ${body.kind} is shown`);
  return body;
}
const characters = (body: ReturnType<typeof shown>) =>
  body.letterPad?.offered.map(({ character }) => character);

group('a character that is spelled', () => {
  test('is offered by the letters pressed so far, and written only once it is chosen', () => {
    const body = shown(type('5'), type('8'));
    expect(body.written).toBe('解');
    expect(body.letterPad).toMatchObject({ at: 'seen', letters: ['lu'] });
    expect(characters(body)).toEqual(['路', '陆', '露']);
    expect(shown(type('5'), type('8'), write('路'))).toMatchObject({
      written: '解路',
      letterPad: { at: 'blank', letters: [], offered: [] },
    });
  });

  test('loses its letters one by one, then the text its last character', () => {
    expect(shown(type('5'), type('8'), erase)).toMatchObject({
      written: '解',
      letterPad: { letters: ['l', 'j'] },
    });
    expect(shown(type('5'), erase, erase)).toMatchObject({ written: '', letterPad: { letters: [] } });
  });

  test('takes no more letters than the longest syllable has, and no key without letters', () => {
    const eight = Array.from('58585858', type);
    expect(after(...eight)).toMatchObject({ draft: { spelling: { keys: '585858' } } });
    expect(after(type('1'), type('0'), type('x'))).toMatchObject({ draft: { spelling: { keys: '' } } });
  });

  test('is told kindly to be none, with the way back', () => {
    const body = shown(type('9'), type('9'));
    expect(body.letterPad).toMatchObject({ at: 'no-such', letters: ['ww'], offered: [], live: [] });
    expect(shown(type('9'), type('9'), erase, erase).letterPad?.at).toBe('blank');
  });

  test('is among other characters at each turn, and the first come round again', () => {
    expect(characters(shown(type('5'), type('8'), more))).toEqual(['路', '陆', '露']);
    expect(after(more, more)).toMatchObject({ draft: { spelling: { turns: 2 } } });
    expect(after(more, type('5'))).toMatchObject({ draft: { spelling: { turns: 0 } } });
  });
});

group('paper and letter keys', () => {
  test('change places by a key, and nothing that was written or typed is lost', () => {
    const onPaper = shown(type('5'), choose(otherWay.paper));
    expect(onPaper).toMatchObject({ written: '解', letterPad: null, otherWay: { id: otherWay.keys } });
    const back = shown(type('5'), choose(otherWay.paper), write('放'), choose(otherWay.keys));
    expect(back).toMatchObject({ written: '解放', otherWay: { id: otherWay.paper } });
    expect(shown(type('5'), choose(otherWay.paper), choose(otherWay.keys)).letterPad?.letters).toEqual([
      'l',
      'j',
    ]);
  });

  test('on paper a digit and a turn mean nothing', () => {
    const onPaper = after(choose(otherWay.paper));
    for (const event of [type('5'), more]) expect(step(onPaper, event, samplePlaces).state).toBe(onPaper);
  });

  test('a page has a name of its own where it is read out', () => {
    const idOf = (speller: 'coming' | 'missing') => describe(spelling(''), { ...walkEnv, speller }).id;
    expect(idOf('coming')).toMatch(/new-street\.pinyin\.coming$/u);
    expect(idOf('missing')).toMatch(/new-street\.pinyin\.unable$/u);
    expect(describe(spelling('5'), walkEnv).id).toBe(describe(spelling('58'), walkEnv).id);
  });
});
