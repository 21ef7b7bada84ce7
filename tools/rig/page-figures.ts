import type { ProbeReport } from './page-probe.ts';
import { spread } from './figures.ts';

/** Bytes that must cross the line before a name is known: find, select and read, each asked and answered. */
const cardBytes = 10 + 15 + 10 + 19 + 10 + 1295;
/** Their time at 115200 baud, 8N1: ten bits a byte. */
export const cardLineMs = (cardBytes * 10 * 1000) / 115_200;

/** A screen that stood this long without a sound beginning has stayed mute; a shorter one only passed by. */
const muteAfterMs = 1_000;

type Spread = { readonly p50: number; readonly p95: number };

export type PageFigures = {
  readonly muteScreens: readonly string[];
  readonly voiceStartMs: Spread;
  readonly tapToPaintMs: Spread;
};

/** From the paint of a screen to the first sound that began while it stood. */
export function pageFigures({ screens, sounds, tapToPaintMs }: ProbeReport): PageFigures {
  const muteScreens: string[] = [];
  const startsMs: number[] = [];
  for (const [at, { id, paintedAtMs }] of screens.entries()) {
    const untilMs = screens[at + 1]?.paintedAtMs ?? Infinity;
    const first = sounds.find(({ startedAtMs }) => startedAtMs >= paintedAtMs && startedAtMs < untilMs);
    if (first !== undefined) startsMs.push(first.startedAtMs - paintedAtMs);
    else if (Number.isFinite(untilMs) && untilMs - paintedAtMs >= muteAfterMs) muteScreens.push(id);
  }
  return { muteScreens, voiceStartMs: spread(startsMs), tapToPaintMs: spread(tapToPaintMs) };
}

/** When the person's name was on the screen, after the card had been laid down at `laidAtMs`. */
export function nameShownMs({ screens }: ProbeReport, laidAtMs: number): number {
  const shown = screens.find(({ id, paintedAtMs }) => id === 'confirmingPerson' && paintedAtMs > laidAtMs);
  if (shown === undefined) throw new Error('the name never came up');
  return shown.paintedAtMs - laidAtMs;
}
