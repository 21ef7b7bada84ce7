import type { PersonaErrand } from './errand.ts';
import type { Persona } from './persona.ts';
import { openPlace, type Place } from './place.ts';
import { playErrand } from './play-errand.ts';
import { holdingsOf, whatIsMissing } from './proof.ts';
import { scenesOf } from './scenes.ts';

/** One errand of one persona. */
export type Outcome = {
  readonly persona: string;
  readonly errand: PersonaErrand;
  readonly isFinished: boolean;
  /** In words, for people; null where nothing went wrong. */
  readonly trouble: string | null;
  /** The screen that stood there in the end. */
  readonly screen: string;
  readonly decisions: number;
  readonly seconds: number;
  readonly remarks: Readonly<Record<string, number>>;
};

export type Watch = {
  readonly onOutcome: (outcome: Outcome) => void;
  /** Each scene that the persona makes out, as it comes. */
  readonly onScene: (name: string) => void;
};

/** Plays every errand, one after the other; one that strands is given up, and the next begins at a fresh branch. */
export async function runPersona(
  persona: Persona,
  errands: readonly PersonaErrand[],
  watch: Watch,
): Promise<void> {
  let place: Place | null = null;
  try {
    for (const errand of errands) {
      place ??= await openPlace(persona);
      const outcome = await playHere(place, persona, errand, watch).catch((cause: unknown): Outcome => ({
        ...nothing,
        persona: persona.name,
        errand,
        trouble: String(cause),
      }));
      watch.onOutcome(outcome);
      if (outcome.isFinished) continue;
      console.error(place.branch.logs().slice(-1_500));
      await place.dispose();
      place = null;
    }
  } finally {
    await place?.dispose();
  }
}

/** The page is gone or was never there: told as stranded, because the customer has not finished. */
const nothing = { isFinished: false, screen: 'none', decisions: 0, seconds: 0, remarks: {} } as const;

async function playHere(
  place: Place,
  persona: Persona,
  errand: PersonaErrand,
  watch: Watch,
): Promise<Outcome> {
  const startedMs = performance.now();
  const before = await holdingsOf(place.branch);
  const person = await persona.comes(place.glass);
  const played = await playErrand(person, scenesOf(errand), place.world, watch.onScene);
  const trouble = played.trouble ?? (await whatIsMissing(place.branch, errand, before));
  const remarks = (await person.leaves?.()) ?? {};
  return {
    persona: persona.name,
    errand,
    isFinished: trouble === null,
    trouble,
    screen: await place.screenId().catch(() => 'none'),
    decisions: played.decisions,
    seconds: Math.round((performance.now() - startedMs) / 1_000),
    remarks,
  };
}
