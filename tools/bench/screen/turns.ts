import type { ScreenProbeReport, Turned } from './screen-probe.ts';

/** The key behind which the record is stored twice before the next screen may come: no matter of the screen. */
const waitsForDisks = 'choice:confirm';

/** From the finger leaving a key to the frame that shows the next screen, where only the page has to do something. */
export function paintMs(turned: readonly Turned[]): readonly number[] {
  return turned
    .filter(({ key }) => key !== waitsForDisks)
    .map(({ upAtMs, paintedAtMs }) => paintedAtMs - upAtMs);
}

/** From a screen standing there to the first sound of it; a sound that came before the paint waited for nobody. */
export function voiceMs({ turned, soundsAtMs }: ScreenProbeReport): readonly number[] {
  return turned.flatMap(({ upAtMs, paintedAtMs }, at) => {
    const untilMs = turned[at + 1]?.upAtMs ?? Infinity;
    const first = soundsAtMs.find((startedAtMs) => startedAtMs > upAtMs && startedAtMs < untilMs);
    return first === undefined ? [] : [Math.max(0, first - paintedAtMs)];
  });
}

/** How many different screens were reached. */
export function screensIn(turned: readonly Turned[]): number {
  return new Set(turned.map(({ to }) => to)).size;
}
