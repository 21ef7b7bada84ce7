import type { Sound } from './world.ts';

declare global {
  interface Window {
    conformanceSounds?: Sound[];
    conformanceMicrophone?: number;
  }
}

/**
 * Notes every sound of the page from its own beginning to its own end, whichever way it is made. Runs in the page before
 * its own scripts, so it may use nothing from outside itself.
 */
export function logSounds(): void {
  type Open = { -readonly [K in keyof Sound]: Sound[K] };
  const sounds: Open[] = [];
  window.conformanceSounds = sounds;
  const nowMs = () => performance.timeOrigin + performance.now();
  function begin(source: string, rate: number, volume: number, keepsPitch: boolean): Open {
    const sound = { source, startedAtMs: nowMs(), endedAtMs: null, rate, volume, keepsPitch };
    sounds.push(sound);
    return sound;
  }
  const end = (sound: Open) => {
    sound.endedAtMs ??= nowMs();
  };

  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function noted(this: HTMLMediaElement) {
    this.addEventListener(
      'playing',
      () => {
        const { currentSrc, src, playbackRate, volume, preservesPitch } = this;
        const sound = begin(currentSrc || src, playbackRate, volume, preservesPitch);
        const over = () => end(sound);
        for (const type of ['pause', 'ended', 'emptied', 'error'])
          this.addEventListener(type, over, { once: true });
        // What is heard changes with the key that changes it.
        this.addEventListener('ratechange', () => {
          if (sound.endedAtMs === null) sound.rate = this.playbackRate;
        });
        this.addEventListener('volumechange', () => {
          if (sound.endedAtMs === null) sound.volume = this.volume;
        });
      },
      { once: true },
    );
    return play.call(this);
  };

  const { start, stop } = AudioScheduledSourceNode.prototype;
  const made = new WeakMap<AudioScheduledSourceNode, Open>();
  AudioScheduledSourceNode.prototype.start = function noted(this: AudioScheduledSourceNode, when?: number) {
    const rate = this instanceof AudioBufferSourceNode ? this.playbackRate.value : 1;
    const sound = begin(this instanceof OscillatorNode ? 'chime' : 'buffer', rate, 1, rate === 1);
    made.set(this, sound);
    this.addEventListener('ended', () => end(sound), { once: true });
    start.call(this, when);
  };
  AudioScheduledSourceNode.prototype.stop = function noted(this: AudioScheduledSourceNode, when?: number) {
    const sound = made.get(this);
    if (sound !== undefined && (when === undefined || when <= this.context.currentTime)) end(sound);
    stop.call(this, when);
  };

  window.conformanceMicrophone = 0;
  const devices = navigator.mediaDevices;
  if (devices !== undefined) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (wish) => {
      window.conformanceMicrophone = (window.conformanceMicrophone ?? 0) + 1;
      return ask(wish);
    };
  }
}
