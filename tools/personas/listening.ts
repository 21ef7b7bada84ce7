import { kioskKeys, type KioskKey } from '../../core/devices/keys.ts';
import type { Person } from './person.ts';
import type { Scene } from './scene.ts';
import type { Ear } from './senses/ear.ts';
import type { Words } from './words.ts';

/** A key of the glass says itself at once when it is walked to; one that says nothing is passed by. */
const saysItselfMs = 1_200;
/** A late beginning of the sentence before must not be taken for the key. */
const settleMs = 60;
/** More than any screen has keys. */
const mostSteps = 80;
const betweenKeysMs = 260;
/** The longest screen, read out slowly to its end; who has missed something asks to hear it again. */
const readOutMs = 60_000;

/** Somebody who goes by what is said and presses the tactile keypad. */
export function listeningPerson(ear: Ear, pressKeypad: (key: KioskKey) => void): Person {
  async function rests(ms: number): Promise<void> {
    await new Promise((rested) => setTimeout(rested, ms));
  }

  async function walksOn(): Promise<string> {
    ear.forget();
    pressKeypad('next');
    if (!(await ear.hears((heard) => heard.length > 0, saysItselfMs))) return '';
    await rests(settleMs);
    return ear.heard().join('');
  }

  async function presses(keys: readonly Words[]): Promise<boolean> {
    for (let step = 0; step < mostSteps; step += 1) {
      const said = await walksOn();
      if (!keys.some(({ spoken }) => spoken === said)) continue;
      ear.forget();
      pressKeypad('select');
      return true;
    }
    return false;
  }

  async function listensFor(scenes: readonly Scene[], withinMs: number): Promise<Scene | null> {
    const sceneIn = (heard: readonly string[]) =>
      scenes.find(({ title }) => heard.join('').includes(title.spoken)) ?? null;
    await ear.hears((heard) => sceneIn(heard) !== null, withinMs);
    return sceneIn(ear.heard());
  }

  return {
    presses,
    attends: async () => ear.forget(),
    async makesOut(scenes, withinMs) {
      const scene = await listensFor(scenes, withinMs);
      if (scene !== null) return scene;
      pressKeypad('repeat');
      return listensFor(scenes, saysItselfMs);
    },
    async notices(words) {
      const isHeard = (heard: readonly string[]) => heard.join('').includes(words.spoken);
      if (await ear.hears(isHeard, readOutMs)) return true;
      pressKeypad('repeat');
      return ear.hears(isHeard, readOutMs);
    },
    async dials(digits, end) {
      for (const digit of digits) {
        const key = kioskKeys.find((one) => one === `digit-${digit}`);
        if (key === undefined) return false;
        pressKeypad(key);
        await rests(betweenKeysMs);
      }
      return presses([end]);
    },
    async wakes() {
      ear.forget();
      pressKeypad('select');
      await rests(betweenKeysMs);
    },
  };
}
