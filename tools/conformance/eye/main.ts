import '../eye-window.ts';
import type { Seen } from '../seen.ts';
import { arrive, settle } from './arrive.ts';
import { seenFocus, seenHeld } from './keys.ts';
import { look, stageNow } from './look.ts';

const spacing = new CSSStyleSheet();
spacing.replaceSync(
  '.stage * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } .stage p:not(:last-child) { margin-bottom: 2em !important; }',
);

async function spaced(): Promise<Seen> {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, spacing];
  await settle();
  const seen = look();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== spacing);
  return seen;
}

window.conformanceEye = {
  arrive,
  settle,
  look,
  focus: () => seenFocus(stageNow()),
  held: () => seenHeld(stageNow()),
  spaced,
  focusOn(key) {
    const element = stageNow().querySelector<HTMLElement>(`[data-key="${key}"]`);
    element?.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
  },
};
