import type { WritingContext } from '../handwriting/context.ts';
import type { LetterKey } from '../pinyin/letter-keys.ts';
import type { Line } from '../strings/line.ts';
import type { Dialect } from '../voice/spoken-language.ts';

/** Drawn by the renderer (`renderer/widgets/pictures`); a picture never stands without words. */
export const pictureNames = [
  'hands', 'id-card', 'id-card-trouble', 'person', 'people', 'phone', 'house', 'calendar', 'map', 'illness',
  'accident', 'hospital', 'heart', 'speech', 'shield', 'paper', 'printer', 'printer-trouble', 'check', 'cross',
  'clock', 'bell', 'wait', 'leave', 'language', 'pencil', 'question', 'arrow-left', 'arrow-right', 'repeat', 'slower',
  'faster', 'quieter', 'louder', 'eye-and-ear', 'arrow-down', 'arrow-up',
  'letter-small', 'letter-large', 'magnifier', 'half-and-half',
] as const; // prettier-ignore
export type PictureName = (typeof pictureNames)[number];

/** A large key. `id` comes back in the event CHOSEN. At most six stand on one screen. */
export type Choice = {
  readonly id: string;
  readonly label: Line;
  readonly note?: Line;
  readonly picture: PictureName | null;
  /** `primary`: the one expected next step; `plain`: equals among equals; `quiet`: leave or decline. */
  readonly tone: 'primary' | 'plain' | 'quiet';
};

/** A key that is on or off, or goes round; how it stands now is shown on it and said with it. */
export type AidSwitch = {
  readonly id: 'zoom' | 'contrast' | 'touch' | 'digits' | Dialect;
  readonly isOn: boolean;
  readonly state: Line;
};

/** Letter keys as on a telephone, and what they spell. */
export type LetterPad = {
  /** `coming`: what it goes by is being loaded; `unable`: it cannot be had; `no-such`: nothing is spelled so. */
  readonly at: 'coming' | 'unable' | 'blank' | 'no-such' | 'seen';
  readonly prompt: Line;
  /** What the pressed keys may mean in letters, the likeliest first, at most three; none where none was pressed. */
  readonly letters: readonly string[];
  /** At most six. */
  readonly offered: readonly { readonly character: string; readonly label: Line }[];
  /** Whether there are other characters beside those. */
  readonly hasMore: boolean;
  /** The keys that lead on; the others do nothing now. */
  readonly live: readonly LetterKey[];
};

/** What the customer does on this screen; one kind a screen. */
export type Body =
  /** The whole screen is the key. Sends TOUCHED. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  /** Languages, each named in itself, and dialects to be spoken to in. Sends LANGUAGE_CHOSEN. */
  | { readonly kind: 'languages'; readonly dialects: readonly Dialect[] }
  /** Keys 0–9, erase, enter. Sends DIGIT_PRESSED, DIGIT_ERASED, DIGITS_ENTERED. */
  | {
      readonly kind: 'number-pad';
      readonly digits: string;
      readonly grouping: readonly number[];
    }
  /** A page of short equal keys (years, months, days, places); `columns` 2, 3, 4 or 7. Sends CHOSEN and PAGE_TURNED. */
  | {
      readonly kind: 'grid';
      readonly choices: readonly Choice[];
      readonly columns: 2 | 3 | 4 | 7;
      readonly page: number;
      readonly pages: number;
    }
  /** What was answered, line by line, then the keys. */
  | {
      readonly kind: 'review';
      readonly rows: readonly { readonly label: Line; readonly value: Line }[];
      readonly choices: readonly Choice[];
    }
  /** How this customer sees the machine, and hears it where the voice's keys do not stand below. The glass keeps it. */
  | {
      readonly kind: 'aids';
      readonly hasVoice: boolean;
      /** What one may be spoken to in; at most one of them is on. */
      readonly dialects: readonly AidSwitch[];
      readonly switches: readonly AidSwitch[];
    }
  /**
   * Characters written by hand or spelled on letter keys, one after the other. The strokes and what they are taken for
   * live on the glass alone; the customer chooses. Sends CHARACTER_WRITTEN, CHARACTER_ERASED, WRITING_ENTERED, CHOSEN
   * for `otherWay` and `skip`; of the letter keys DIGIT_PRESSED and PAGE_TURNED.
   */
  | {
      readonly kind: 'handwriting';
      readonly written: string;
      /** What is being written, so that likely characters stand in front. */
      readonly context: WritingContext;
      /** Null: on paper. */
      readonly letterPad: LetterPad | null;
      /** From the paper to the letter keys, or back. */
      readonly otherWay: Choice;
      /** For whoever would rather not write. */
      readonly skip: Choice;
    }
  /** Nothing to do but wait; the picture moves calmly unless motion is off. */
  | { readonly kind: 'wait' };

/**
 * One screen, wholly described: what is shown is exactly what is spoken, in this order: title, details, the body's
 * lines. The four fixed keys (back, repeat, where-am-I, call-a-person) stand below at the same place on every screen.
 */
export type Screen = {
  /** Stable name for gallery, tests and screenshots, e.g. `asking.claim-report.what`. */
  readonly id: string;
  readonly picture: PictureName | null;
  readonly title: Line;
  readonly details: readonly Line[];
  readonly body: Body;
  /** Which of the fixed keys do something now; a key that does nothing stays at its place, dimmed and disabled. */
  readonly keys: {
    readonly back: boolean;
    readonly repeat: boolean;
    readonly where: boolean;
    readonly person: boolean;
  };
  /** Present on the time-out warning: how long until it acts. */
  readonly countdownMs: number | null;
};
