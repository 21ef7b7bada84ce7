import type { Random } from '../../core/lib/random.ts';

/** A frame in order, and what a codec must find in it. */
export type GoodFrame = { readonly bytes: Uint8Array; readonly means: string };

/** One codec as it stands on a line: bytes in, what it found in them out. */
export type FuzzedCodec = {
  readonly push: (chunk: Uint8Array) => readonly string[];
  /** The line has been quiet long enough to end a frame begun. */
  readonly silence: () => readonly string[];
};

/** A codec of one end of one device's line, with frames that it must find. */
export type FuzzTarget = {
  /** `id-card-reader · kiosk · answers`: device, end of the line, what comes in there. */
  readonly name: string;
  readonly open: () => FuzzedCodec;
  /** Another one each time; nothing in it belongs to a living person. */
  readonly goodFrame: (random: Random) => GoodFrame;
  /** What noise is made of beside good frames: whole frames with strange content, longer commands. */
  readonly material?: (random: Random) => Uint8Array;
  /** The most that it may hold after a flood, where that is more than `usualHeldKb`. */
  readonly mostHeldKb?: number;
  /**
   * `silence`: the protocol needs a quiet line, or a new one, to end a frame begun (hardware reference 1.2 and 3.2).
   * `repeat`: a frame begun may hide some of the next ones, and whoever sends them goes on sending. `nothing`: found at
   * once, whatever came.
   */
  readonly resync: 'silence' | 'repeat' | 'nothing';
};
