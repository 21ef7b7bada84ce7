import type { Person } from './person.ts';
import type { Deed, Scene } from './scene.ts';
import { ends, home } from './scenes.ts';

/** What happens beside the person's own deeds. */
export type World = {
  readonly layCard: () => void;
  readonly liftCard: () => void;
  readonly measure: () => void;
};

export type Played = {
  /** Back at the idle screen with the errand done. */
  readonly isFinished: boolean;
  /** What kept it from that, in words; null where nothing did. */
  readonly trouble: string | null;
  readonly decisions: number;
};

const newsWithinMs = 4_000;
const machineWithinMs = 60_000;
const liftedMs = 800;
/** As often as a patient customer tries what had no effect. */
const mostTries = 4;
/** A visit that goes round in circles never ends by itself. */
const mostSteps = 150;

/** Plays one visit from the idle screen to the idle screen, by what the person makes out and does. */
export async function playErrand(
  person: Person,
  scenes: readonly Scene[],
  world: World,
  onScene: (name: string) => void,
): Promise<Played> {
  const decided: string[] = [];
  let last: Scene | null = null;
  let tries = 0;
  let hasEnded = false;
  const stranded = (trouble: string): Played => ({ isFinished: false, trouble, decisions: decided.length });

  for (let step = 0; step < mostSteps; step += 1) {
    const isBusy = last?.deed.does === 'wait';
    const scene = await person.makesOut(scenes, isBusy ? machineWithinMs : newsWithinMs);
    if (scene === null) return stranded('makes nothing out');
    onScene(scene.name);
    if (scene.name === home && last !== null && last.name !== home)
      return { isFinished: hasEnded, trouble: hasEnded ? null : 'home too early', decisions: decided.length };
    tries = scene.name === last?.name ? tries + 1 : 0;
    if (tries > mostTries) return stranded(`no way on from ${scene.name}`);
    last = scene;
    const deed = hasEnded ? (scene.afterwards ?? scene.deed) : scene.deed;
    hasEnded ||= ends.has(scene.name);

    // What comes up while the machine is busy is new, whatever the person does meanwhile.
    if (deed.does === 'wait') await person.attends();
    await person.adapts?.(scene);
    const missed = await missing(person, scene);
    if (missed !== null) return stranded(`${scene.name}: does not make out ${missed}`);
    await person.takesTime?.(scene);
    if (deed.does !== 'wait') await person.attends();
    const decides = deed === scene.deed ? scene.decides : undefined;
    if (decides !== undefined && decided.at(-1) !== decides) decided.push(decides);
    await perform(person, deed, world);
  }
  return stranded('goes round in circles');
}

/** The words that should have been made out and were not; null where all were. */
async function missing(person: Person, { needs = [] }: Scene): Promise<string | null> {
  for (const words of needs) if (!(await person.notices(words))) return words.shown;
  return null;
}

/** What has no effect is tried again, because the scene is made out once more. */
async function perform(person: Person, deed: Deed, world: World): Promise<void> {
  switch (deed.does) {
    case 'press':
      return void (await person.presses(deed.keys));
    case 'dial':
      return void (await person.dials(deed.digits, deed.end));
    case 'wake':
      return person.wakes();
    case 'lay-card':
      return world.layCard();
    case 'lift-card':
      return world.liftCard();
    case 'lay-again':
      world.liftCard();
      await new Promise((lifted) => setTimeout(lifted, liftedMs));
      return world.layCard();
    case 'measure':
      return world.measure();
    case 'wait':
      return undefined;
  }
}
