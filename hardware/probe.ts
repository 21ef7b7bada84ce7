import type { DeviceName } from '../core/devices/states.ts';
import type { Clock } from '../core/lib/clock.ts';
import type { ProbeRecipe } from './device.ts';
import type { LineSettings } from './line-settings.ts';
import type { Port, PortOpener } from './port.ts';

/** The part of a `DeviceKind` that probing needs. */
export type ProbedKind = { readonly device: DeviceName; readonly probe: ProbeRecipe | null };

/** One question on one line: who is asked, at which settings. */
export type Trial = {
  readonly device: DeviceName;
  readonly recipe: ProbeRecipe;
  readonly settings: LineSettings;
};

export type ProbeParts = {
  readonly clock: Clock;
  readonly open: (path: string, trial: Trial) => PortOpener;
  /** Before each trial. */
  readonly onTrial: (path: string, trial: Trial) => void;
};

/** `silent`: the line opens and nobody known answers. `unopened`: it cannot be opened. */
export type ProbeFinding =
  | { readonly path: string; readonly outcome: 'found'; readonly trial: Trial }
  | { readonly path: string; readonly outcome: 'silent' | 'unopened' };

/** An answer is far shorter; more than this is somebody else's chatter. */
const heardBytes = 4_096;
const writeDeadlineMs = 500;
/** Between two trials: what a device still says to the last question must not meet the next one. */
const restMs = 100;

/** A device that speaks only when somebody uses it is waited for when all the others have been asked. */
const quickMs = 2_000;

/**
 * All trials of one line, the least intrusive first: listening disturbs nobody, and a short hello is the least likely
 * to mean something to the wrong device. One kind is through with all its settings before the next one speaks, so a
 * printer, whose three bytes mean nothing to a card reader, never gets a longer hello as text to print.
 */
export function trialsFor(kinds: readonly ProbedKind[]): readonly Trial[] {
  return kinds
    .flatMap(({ device, probe }) => (probe === null ? [] : [{ device, recipe: probe }]))
    .toSorted((a, b) => turnOf(a.recipe) - turnOf(b.recipe))
    .flatMap(({ device, recipe }) => recipe.settings.map((settings) => ({ device, recipe, settings })));
}

function turnOf({ hello, patienceMs }: ProbeRecipe): number {
  return patienceMs > quickMs ? Number.MAX_SAFE_INTEGER : hello.length;
}

/** The longest the trials of one line take, milliseconds, without the openings. */
export function longestProbeMs(trials: readonly Trial[]): number {
  return trials.reduce((sum, { recipe }) => sum + recipe.patienceMs + writeDeadlineMs + restMs, 0);
}

/** Which protocol answers at which speed on which line. One line after the other, one kind at a time. */
export async function probe(
  paths: readonly string[],
  kinds: readonly ProbedKind[],
  parts: ProbeParts,
): Promise<readonly ProbeFinding[]> {
  const trials = trialsFor(kinds);
  const findings: ProbeFinding[] = [];
  for (const path of paths) findings.push(await probeLine(path, trials, parts));
  return findings;
}

async function probeLine(path: string, trials: readonly Trial[], parts: ProbeParts): Promise<ProbeFinding> {
  let hasOpened = false;
  for (const trial of trials) {
    parts.onTrial(path, trial);
    const opened = await parts.open(path, trial)();
    // One refused setting (an odd speed) says nothing of the others.
    if (!opened.ok) continue;
    hasOpened = true;
    const isFound = await answers(opened.value, trial.recipe, parts.clock);
    await opened.value.close();
    if (isFound) return { path, outcome: 'found', trial };
    await new Promise<void>((rested) => void parts.clock.after(restMs, rested));
  }
  return { path, outcome: hasOpened ? 'silent' : 'unopened' };
}

function answers(port: Port, { hello, isAnswer, patienceMs }: ProbeRecipe, clock: Clock): Promise<boolean> {
  return new Promise((settle) => {
    let heard = new Uint8Array(0);
    const stopWaiting = clock.after(patienceMs, () => end(false));
    const stopHearing = port.onBytes((chunk) => {
      heard = Uint8Array.of(...heard, ...chunk).slice(-heardBytes);
      if (isAnswer(heard)) end(true);
    });
    function end(isFound: boolean): void {
      stopWaiting();
      stopHearing();
      settle(isFound);
    }
    port.onClosed(() => end(false));
    if (hello.length > 0) void port.write(hello, writeDeadlineMs);
  });
}
