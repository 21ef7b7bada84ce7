import { renderLine } from '../../../core/strings/render.ts';
import type { Screen } from '../../../core/journeys/screen.ts';
import type { Language } from '../../../core/strings/language.ts';
import { fixedLines } from '../../../renderer/customer/fixed-lines.ts';
import { letterLines } from '../../../renderer/customer/letter-lines.ts';
import { spokenOrder } from '../../../renderer/customer/spoken-order.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { fault, type Combination, type Fault, type ScreenCheck } from '../combination.ts';
import { pageKey } from '../fixed-keys.ts';
import { galleryScreen } from '../gallery-screens.ts';

export const wordsChecks = {
  'shown-is-spoken': {
    told: 'every word on the glass belongs to a line of the catalogue that is spoken with the screen or on its key, or is its caption; figures of the pad and what was typed stay silent in public',
    find: ({ rest, view }) => {
      const screen = galleryScreen(view, rest.layout);
      const { language } = view;
      const spoken = wordsIn([
        ...screenLines(screen, language),
        ...captionsOf(screen, language),
        ...keyLines(screen, language),
      ]);
      return rest.texts
        .filter(
          ({ said, key }) =>
            !isFigure(said, key) && !typedOn(screen).includes(bare(said)) && !spoken.includes(bare(said)),
        )
        .map(({ said }) => fault(`“${said}” is shown and never spoken`));
    },
  },
  'spoken-in-order': {
    told: 'the lines of the screen stand on the glass in the order in which they are spoken',
    find: (seen) => outOfOrder(seen),
  },
  'keypad-reaches-all': {
    told: 'every key that works on the glass is one the tactile keypad walks to, under the same name; the one that turns pages it does not need',
    find: ({ rest, view }) => {
      const walked = new Set(walkedKeys(galleryScreen(view, rest.layout)).map(({ name }) => name));
      return rest.keys
        .filter(({ name, isDisabled }) => !isDisabled && !walked.has(name) && name !== pageKey)
        .map(({ name }) => fault(`the keypad does not reach key ${name}`));
    },
  },
  'in-the-screens-language': {
    told: 'the glass names its language, and what it shows are lines of the catalogue in it',
    find: ({ rest, view }) => {
      const screen = galleryScreen(view, rest.layout);
      const own = new Set(
        [...screenLines(screen, view.language), ...keyLines(screen, view.language)].map(bare),
      );
      // A page of figures or of names is the same in any language.
      const isOwn =
        own.size === 0 || rest.lines.length === 0 || rest.lines.some((line) => own.has(bare(line)));
      const isNamed = rest.language === view.language;
      return [
        ...(isOwn || rest.body === 'languages' || rest.body === 'number-pad' || rest.body === 'aids'
          ? []
          : [fault(`no line of the screen is in ${view.language}`)]),
        ...(isNamed ? [] : [fault(`the glass says of itself that it is in ${rest.language}`)]),
      ];
    },
  },
} as const satisfies Readonly<Record<string, ScreenCheck>>;

function screenLines(screen: Screen, language: Language): readonly string[] {
  return spokenOrder(screen).map((line) => renderLine(line, language, 'public').shown);
}

/** The captions of a screen: word for word what is heard. */
function captionsOf(screen: Screen, language: Language): readonly string[] {
  return spokenOrder(screen).map((line) => renderLine(line, language, 'public').spoken);
}

/** Also of keys that do nothing just now: their words have a voice wherever they do. */
function keyLines(screen: Screen, language: Language): readonly string[] {
  const fixed = Object.values(fixedLines).map((line) => renderLine(line, language, 'public').shown);
  const walked = walkedKeys(screen).flatMap(({ line, language: own }) =>
    line === null ? [] : [renderLine(line, own ?? language, 'public').shown],
  );
  // The pads say them themselves: a key that is pressed, and characters that wait for an answer.
  const letters = [...Object.values(letterLines), { key: 'handwriting.which' } as const].map(
    (line) => renderLine(line, language, 'public').shown,
  );
  return [...fixed, ...walked, ...letters];
}

/** What the customer has written and typed. */
function typedOn({ body }: Screen): string {
  if (body.kind !== 'handwriting') return '';
  return `${bare(body.written)}\n${bare(body.letterPad?.letters.join('/') ?? '')}`;
}

function wordsIn(lines: readonly string[]): string {
  return lines.map(bare).join('\n');
}

function bare(text: string): string {
  return text.replace(/\s+/gu, '');
}

function isFigure(said: string, key: string | null): boolean {
  return /^\d$/u.test(said) && (key === null || key.startsWith('digit:'));
}

/** A screen in pages shows some of its lines: those it shows are in order. */
function outOfOrder({ rest, view }: Combination): readonly Fault[] {
  const spoken = screenLines(galleryScreen(view, rest.layout), view.language).map(bare);
  const isSpoken = new Set(spoken);
  let from = 0;
  for (const line of rest.lines.map(bare).filter((one) => isSpoken.has(one))) {
    const at = spoken.indexOf(line, from);
    if (at < 0) return [fault(`“${line}” stands behind what is spoken after it`)];
    if (rest.pages === 1 && at > from) return [fault(`“${spoken[from] ?? ''}” is spoken and not shown`)];
    from = at + 1;
  }
  if (rest.pages > 1 || from === spoken.length) return [];
  return [fault(`“${spoken[from] ?? ''}” is spoken and not shown`)];
}
