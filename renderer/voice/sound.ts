/** What became of an attempt to play; `refused`: the browser wants a touch first. */
export type PlayOutcome = 'started' | 'refused' | 'failed';

/** One sound, playable once. The only thing here that touches the loudspeaker. */
export type Sound = {
  /** Settles when it could play to its end without a pause; false when it cannot be had. */
  readonly load: () => Promise<boolean>;
  /** `onEnd` hears once whether it came to its end or broke off; never after `stop`. */
  readonly play: (onEnd: (outcome: 'ended' | 'failed') => void) => Promise<PlayOutcome>;
  /** Silence at once, for good. */
  readonly stop: () => void;
  /** Position in the sound itself, ms; does not depend on the speed. */
  readonly positionMs: () => number;
  readonly setSpeed: (factor: number) => void;
  /** Amplitude factor, 0 to 1. */
  readonly setGain: (gain: number) => void;
};

/** Makes sounds; a test hands in another one. */
export type SoundMaker = {
  readonly fromUrl: (url: string) => Sound;
  /** Copies a sound into the page's own memory; the copy's URL, or null when it cannot be had. Never rejects. */
  readonly keep: (url: string) => Promise<string | null>;
  readonly chime: () => Sound;
  /** A soft click at once; it is no voice and stops none. */
  readonly tick: (gain: number) => void;
};

/** A sound from our own origin; speed keeps the pitch, because a low slow voice is hard to understand. */
export function elementSound(url: string): Sound {
  const audio = new Audio();
  audio.preload = 'auto';
  audio.preservesPitch = true;
  const left = new AbortController();
  const { signal } = left;

  return {
    load: () =>
      new Promise((settle) => {
        audio.addEventListener('canplaythrough', () => settle(true), { once: true, signal });
        audio.addEventListener('error', () => settle(false), { once: true, signal });
        signal.addEventListener('abort', () => settle(false), { once: true });
        audio.src = url;
        audio.load();
      }),
    play(onEnd) {
      audio.addEventListener('ended', () => onEnd('ended'), { once: true, signal });
      audio.addEventListener('error', () => onEnd('failed'), { once: true, signal });
      return audio.play().then(() => 'started', refusal);
    },
    stop() {
      left.abort();
      audio.pause();
      audio.removeAttribute('src');
      audio.load();
    },
    positionMs: () => audio.currentTime * 1000,
    setSpeed(factor) {
      // Loading a source resets the rate to the default rate.
      audio.defaultPlaybackRate = factor;
      audio.playbackRate = factor;
    },
    setGain(gain) {
      audio.volume = gain;
    },
  };
}

function refusal(cause: unknown): PlayOutcome {
  return cause instanceof DOMException && cause.name === 'NotAllowedError' ? 'refused' : 'failed';
}
