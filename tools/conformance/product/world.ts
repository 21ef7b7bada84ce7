/** What a finger and a keyboard did on screens of the gallery, and what came of it. */
export type HandFacts = {
  /** Keys on which one plain tap did not do exactly one thing. */
  readonly tapFaults: readonly string[];
  readonly tapped: number;
  readonly slideOffActs: number;
  /** 10 px of trembling and 1.2 s on the glass. */
  readonly trembleActs: number;
  readonly actsOnDown: number;
  /** A key held down on the keyboard, with its repeats. */
  readonly heldKeyActs: number;
  /** Two taps on one key, so many milliseconds apart. */
  readonly doubleTaps: readonly { readonly apartMs: number; readonly acts: number }[];
  /** From the finger's touch to the first change of the glass. */
  readonly responseMs: readonly number[];
  /** Keys that Tab does not come to, and screens where it cannot leave. */
  readonly tabFaults: readonly string[];
  /** Text drawn from a face that the page has not brought along. */
  readonly strangeFaces: readonly string[];
  /** The same thing in two states, seen by somebody who sees no colours. */
  readonly greyPairs: readonly {
    readonly what: string;
    readonly changedShare: number;
    readonly contrast: number;
  }[];
  /** Roles of the palette, by name. */
  readonly palette: Readonly<Record<string, string>>;
};

/** One sound of the live page. */
export type Sound = {
  readonly source: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly rate: number;
  readonly volume: number;
  readonly keepsPitch: boolean;
};

/** A whole visit in a real browser before a real host, listened to. */
export type LiveFacts = {
  /** From the first paint to the first sound; nobody has touched anything. Null: mute. */
  readonly firstSoundMs: number | null;
  readonly muteScreens: readonly string[];
  readonly mostAtOnce: number;
  /** From a tap to silence. */
  readonly bargeInMs: readonly number[];
  readonly repeatSpeaks: boolean;
  readonly sounds: readonly Sound[];
  /** One value for each press of faster and slower, louder and quieter, over the whole range. */
  readonly ratesReached: readonly number[];
  readonly volumesReached: readonly number[];
  /** Presses of those keys that were followed by no sound. */
  readonly tunedInSilence: number;
  readonly soundsWhileTyping: readonly string[];
  readonly errorHeard: boolean;
  readonly englishSounds: readonly string[];
  /** Screens on which something sounded that no caption said. */
  readonly withoutCaption: readonly string[];
  readonly finishedErrand: boolean;
  readonly firstScreenSize: string;
  readonly afterCard: { readonly size: string; readonly canCallPerson: boolean };
  readonly afterVisit: { readonly size: string; readonly contrast: string; readonly language: string };
  /** The first sound of the next visit. */
  readonly nextVisitSound: Pick<Sound, 'rate' | 'volume'> | null;
  readonly defaultSound: Pick<Sound, 'rate' | 'volume'> | null;
  readonly microphoneCalls: number;
  readonly strangers: readonly string[];
  /** What the keys of the panel of sight and hearing made of the glass. */
  readonly sizesReached: readonly string[];
  readonly contrastsReached: readonly string[];
  readonly zoomsReached: readonly string[];
};

/** The same page under a clock that is moved by hand. */
export type ClockFacts = {
  readonly at119s: string;
  readonly at120s: string;
  readonly warningHeard: boolean;
  /** 59 s after the warning. */
  readonly beforeGraceEnds: string;
  readonly afterTap: string;
  /** How often in a row one tap brought the same question back, with what was typed. */
  readonly extensions: number;
  readonly typedIsKept: boolean;
  readonly afterGrace: string;
  /** Screens that came up by themselves in ten minutes in which every warning was answered. */
  readonly cameByItself: readonly string[];
  /** From a card laid down before a reader that stays silent to "please wait"; null: it never came. */
  readonly waitShownMs: number | null;
};

/** Files of this repository, as text, by path. */
export type Sources = ReadonlyMap<string, string>;

export type World = {
  readonly hand: HandFacts;
  readonly live: LiveFacts;
  readonly clock: ClockFacts;
  readonly sources: Sources;
};

/** A named check of the product as a whole. */
export type ProductCheck = {
  readonly told: string;
  readonly find: (world: World) => readonly string[];
};
