import { expect, test } from 'vitest';
import type { Person } from '../../../tools/personas/person.ts';
import { playErrand } from '../../../tools/personas/play-errand.ts';
import type { Scene } from '../../../tools/personas/scene.ts';
import { asIs } from '../../../tools/personas/words.ts';

const world = { layCard() {}, liftCard() {}, measure() {} };
const press = (...keys: readonly string[]) => ({ does: 'press', keys: keys.map(asIs) }) as const;

function scene(name: string, deed: Scene['deed'], more: Partial<Scene> = {}): Scene {
  return { name, title: asIs(name), deed, ...more };
}

const scenes: readonly Scene[] = [
  scene('idle.title', { does: 'wake' }),
  scene('place', press('north', 'east'), { decides: 'place' }),
  scene('number', { does: 'dial', digits: '12', end: asIs('end') }, { decides: 'number' }),
  scene('done.finished', press('finish')),
];

/** Makes out what it is told to, one after the other, and writes down which keys it presses. */
function personBefore(views: readonly (string | null)[]): Person & { readonly pressed: string[] } {
  const left = [...views];
  const pressed: string[] = [];
  return {
    pressed,
    makesOut: async (known) => {
      const view = left.shift();
      return known.find(({ name }) => name === view) ?? null;
    },
    attends: async () => {},
    notices: async () => false,
    presses: async (keys) => pressed.push(keys.map(({ shown }) => shown).join('|')) > 0,
    dials: async (digits) => pressed.push(digits) > 0,
    wakes: async () => void pressed.push('wake'),
  };
}

const play = (person: Person, known = scenes) => playErrand(person, known, world, () => {});

test('two lists of one place and two attempts at a number are one decision each', async () => {
  const person = personBefore([
    'idle.title', 'place', 'place', 'number', 'number', 'done.finished', 'idle.title',
  ]); // prettier-ignore
  expect(await play(person)).toEqual({ isFinished: true, trouble: null, decisions: 2 });
});

test('an answer that is asked for again after another one costs another decision', async () => {
  const person = personBefore(['idle.title', 'place', 'number', 'place', 'done.finished', 'idle.title']);
  expect((await play(person)).decisions).toBe(3);
});

test('whoever is home again without an end has not finished', async () => {
  const played = await play(personBefore(['idle.title', 'place', 'idle.title']));
  expect(played).toMatchObject({ isFinished: false, trouble: 'home too early' });
});

test('a screen that tells nothing known strands, and so does a key that never leads on', async () => {
  expect(await play(personBefore(['idle.title', null]))).toMatchObject({ trouble: 'makes nothing out' });
  const stuck = personBefore(['idle.title', ...Array.from({ length: 9 }, () => 'place')]);
  expect(await play(stuck)).toMatchObject({ trouble: 'no way on from place' });
});

test('what must be made out and is not keeps the person from going on', async () => {
  const needy = scenes.map((one) => (one.name === 'number' ? { ...one, needs: [asIs('name')] } : one));
  const person = personBefore(['idle.title', 'number', 'done.finished', 'idle.title']);
  expect(await play(person, needy)).toMatchObject({ trouble: 'number: does not make out name' });
  expect(person.pressed).toEqual(['wake']);
});

test('nobody begins an errand again that has been accepted', async () => {
  const menu = scene('menu', press('begin'), { decides: 'errand', afterwards: press('leave') });
  const person = personBefore(['idle.title', 'menu', 'done.finished', 'menu', 'idle.title']);
  expect(await play(person, [...scenes, menu])).toMatchObject({ isFinished: true, decisions: 1 });
  expect(person.pressed).toEqual(['wake', 'begin', 'finish', 'leave']);
});
