/** What the eye in the page reports of the glass; all lengths are CSS pixels of the viewport. */

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Red, green and blue 0–255, alpha 0–1; sRGB. */
export type Colour = readonly [number, number, number, number];

/** What lies behind something, as far as styles tell. */
export type Ground = {
  readonly colour: Colour;
  /** Why the styles do not tell: a picture, a gradient, something translucent. */
  readonly doubt: string | null;
};

/** One stretch of text of one style. */
export type TextSeen = {
  readonly said: string;
  readonly fontPx: number;
  readonly linePx: number;
  readonly family: string;
  readonly align: string;
  readonly colour: Colour;
  readonly ground: Ground;
  /** One a line. */
  readonly boxes: readonly Box[];
  /** Where it has to stay. */
  readonly room: Box;
  /** How wide its widest line is, in its own em. */
  readonly ems: number;
  /** The key it stands on. */
  readonly key: string | null;
  /** Question, answer or what was entered: what the size mode is about. */
  readonly isMain: boolean;
  /** Nobody needs it, such as the number of the machine. */
  readonly isUnneeded: boolean;
};

/** Anything that can be operated, or behaves as if it could. */
export type KeySeen = {
  readonly name: string;
  readonly tag: string;
  readonly role: string | null;
  readonly box: Box;
  readonly words: string;
  readonly tone: string | null;
  readonly isPrimary: boolean;
  readonly isDisabled: boolean;
  /** The whole glass is this key; it has no neighbours. */
  readonly isWholeGlass: boolean;
  /** What lies over its middle or one of its corners; null where it is free. */
  readonly coveredBy: string | null;
  readonly isTooSmallForWords: boolean;
  readonly edge: Colour;
  readonly fill: Colour;
  readonly around: Ground;
  /** `aria-pressed` or `aria-checked`, or null. */
  readonly state: string | null;
  /** It looks chosen by some attribute of its own. */
  readonly looksChosen: boolean;
};

export type PictureSeen = {
  readonly where: string;
  readonly box: Box;
  readonly stroke: Colour;
  readonly ground: Ground;
  readonly hasWords: boolean;
  readonly isHiddenFromTree: boolean;
  readonly isOnDisabledKey: boolean;
};

/** A line or bar that tells something without words. */
export type PartSeen = { readonly what: string; readonly colour: Colour; readonly ground: Ground };

export type DialogSeen = { readonly what: string; readonly box: Box; readonly close: Box | null };

export type Seen = {
  readonly screen: string;
  readonly body: string;
  readonly language: string;
  readonly size: string;
  readonly layout: string;
  readonly contrast: string;
  /** As the stage says it; the panel's own figure is the walk's to know. */
  readonly stagePxPerMm: number;
  readonly stage: Box;
  readonly view: { readonly width: number; readonly height: number };
  readonly texts: readonly TextSeen[];
  /** The sentences that stand in the middle of the glass, in the order of the page. */
  readonly lines: readonly string[];
  readonly keys: readonly KeySeen[];
  readonly pictures: readonly PictureSeen[];
  readonly parts: readonly PartSeen[];
  readonly dialogs: readonly DialogSeen[];
  /** Between paragraphs that follow each other. */
  readonly paragraphs: readonly {
    readonly gapPx: number;
    readonly linePx: number;
    readonly fontPx: number;
  }[];
  /** What moves or could, with how long it takes. */
  readonly motions: readonly { readonly what: string; readonly ms: number; readonly isForEver: boolean }[];
  /** What can be scrolled, or has been cut off. */
  readonly overflows: readonly string[];
  readonly choices: number;
  readonly page: number;
  readonly pages: number;
  /** Fullest black-on-white there is, 0–1: the relative luminance of the stage's own ground. */
  readonly paper: Colour;
  /** Of the face in use, measured on its glyphs: height of H and of 国 in em. */
  readonly face: { readonly cap: number; readonly ink: number };
};

/** One key while it has the focus of a keyboard. */
export type FocusSeen = {
  readonly name: string;
  readonly hasFocus: boolean;
  readonly ringPx: number;
  readonly offsetPx: number;
  readonly style: string;
  readonly ring: Colour;
  readonly around: Ground;
  readonly coveredBy: string | null;
};

/** The words of one key while it is held down. */
export type HeldSeen = {
  readonly name: string;
  readonly said: string;
  readonly colour: Colour;
  readonly ground: Ground;
};
