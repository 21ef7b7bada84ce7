import type { Combination } from './combination.ts';
import { fixedKeys, pageKey } from './fixed-keys.ts';
import type { Box } from './seen.ts';
import { nameOfView, type View } from './view.ts';

/** What is kept of a combination, to be held against the others. */
export type Trace = {
  readonly view: View;
  /** Of the keys that stand on every screen. */
  readonly bar: readonly { readonly name: string; readonly box: Box }[];
  /** Keys that do something. */
  readonly keys: readonly string[];
  readonly words: readonly string[];
  /** Height of the drawing on a key, in pixels, by key. */
  readonly icons: Readonly<Record<string, number>>;
};

export function traceOf({ view, rest }: Combination): Trace {
  return {
    view,
    bar: rest.keys
      .filter(({ name }) => fixedKeys.some((key) => key === name))
      .map(({ name, box }) => ({ name, box })),
    keys: rest.keys.flatMap(({ name, isDisabled }) => (isDisabled || isOfVoice(name) ? [] : [name])),
    words: rest.texts.flatMap(({ said, key }) => (isOfVoice(key) ? [] : [said])),
    icons: Object.fromEntries(
      rest.pictures
        .filter(({ where }) => where.includes(':') && !isOfVoice(where))
        .map(({ where, box }) => [where, box.bottom - box.top]),
    ),
  };
}

/** The keys of the voice go into the panel of sight and hearing where the glass is small; the key to it stays. */
function isOfVoice(key: string | null): boolean {
  return key !== null && key.startsWith('voice:');
}

/** A named check over all combinations together. */
export type TraceCheck = {
  readonly told: string;
  readonly find: (traces: readonly Trace[]) => readonly { readonly where: string; readonly what: string }[];
};

export const traceChecks = {
  'fixed-keys-same-place': {
    told: 'rectangles of back, again, where and a person on all screens of one setting: the same within 4 px, in the same order',
    find: (traces) => [...groupBy(traces, settingOf).values()].flatMap(strayKeys),
  },
  'zoom-loses-nothing': {
    told: 'every word and every key of a screen at 100 % is there at 200 %, on all of its pages together, and drawings on keys are twice as high',
    find: (traces) =>
      [...groupBy(traces.filter(isLarge), screenOf).values()].flatMap((group) =>
        lostByZoom(
          group.filter(({ view }) => view.look.zoom === 1),
          group.filter(({ view }) => view.look.zoom === 2),
        ),
      ),
  },
} as const satisfies Readonly<Record<string, TraceCheck>>;

export type TraceCheckName = keyof typeof traceChecks;

function groupBy(
  traces: readonly Trace[],
  keyOf: (view: View) => string,
): ReadonlyMap<string, readonly Trace[]> {
  const groups = new Map<string, Trace[]>();
  for (const trace of traces) {
    const key = keyOf(trace.view);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [trace]);
    else group.push(trace);
  }
  return groups;
}

function settingOf({ panel, look, language }: View): string {
  return [panel.name, look.textSize, look.zoom, look.contrast, language].join(' ');
}

function screenOf({ panel, look, language, screen }: View): string {
  return [panel.name, look.contrast, language, screen].join(' ');
}

function isLarge({ view }: Trace): boolean {
  return view.look.textSize === 'large';
}

function strayKeys(group: readonly Trace[]) {
  const first = group[0]?.bar ?? [];
  return group.flatMap(({ view, bar }) => {
    const isSame =
      bar.length === first.length &&
      bar.every(({ name, box }, at) => name === first[at]?.name && isNear(box, first[at].box));
    return isSame
      ? []
      : [{ where: nameOfView(view), what: 'the fixed keys do not stand where they stand elsewhere' }];
  });
}

function isNear(one: Box, other: Box): boolean {
  return (['left', 'top', 'right', 'bottom'] as const).every(
    (side) => Math.abs(one[side] - other[side]) <= 4,
  );
}

/** Not compared where one of the two has not been walked. */
function lostByZoom(plain: readonly Trace[], zoomed: readonly Trace[]) {
  const [there] = zoomed;
  if (plain.length === 0 || there === undefined) return [];
  const where = nameOfView(there.view);
  const words = zoomed.flatMap((trace) => trace.words).join('');
  const keys = new Set(zoomed.flatMap((trace) => trace.keys));
  const icons = Object.assign({}, ...zoomed.map((trace) => trace.icons)) as Trace['icons'];
  return plain.flatMap((trace) => [
    ...trace.words
      .filter((word) => !words.includes(word))
      .map((word) => ({ where, what: `“${word}” is gone at 200 %` })),
    ...trace.keys
      .filter((key) => !keys.has(key) && key !== pageKey)
      .map((key) => ({ where, what: `key ${key} is gone at 200 %` })),
    ...Object.entries(trace.icons)
      .filter(([key, high]) => (icons[key] ?? 2 * high) < 2 * high - 2)
      .map(([key]) => ({ where, what: `the drawing on key ${key} has not doubled at 200 %` })),
  ]);
}
