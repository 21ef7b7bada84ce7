import type { Clock } from '../../core/lib/clock.ts';
import type { Sound } from './sound.ts';

/** Two falling tones, soft at both ends; heard well by ears that have lost the high notes. */
const tones = [
  { hertz: 784, fromS: 0, toS: 0.28 },
  { hertz: 587, fromS: 0.24, toS: 0.7 },
] as const;
const peak = 0.35;
const rampS = 0.02;
const startsWithinMs = 300;

export const chimeMs = 700;

/** "Please look at the screen", made in the page itself: it needs neither a file nor the host. */
export function chimeSound(context: AudioContext, clock: Clock): Sound {
  const volume = new GainNode(context, { gain: 1 });
  volume.connect(context.destination);
  let startedS: number | null = null;
  let onEnded = () => {};

  function tone({ hertz, fromS, toS }: (typeof tones)[number], atS: number): OscillatorNode {
    const shape = new GainNode(context, { gain: 0 });
    const oscillator = new OscillatorNode(context, { frequency: hertz });
    oscillator.connect(shape).connect(volume);
    shape.gain.setValueAtTime(0, atS + fromS);
    shape.gain.linearRampToValueAtTime(peak, atS + fromS + rampS);
    shape.gain.linearRampToValueAtTime(0, atS + toS);
    oscillator.start(atS + fromS);
    oscillator.stop(atS + toS);
    return oscillator;
  }

  return {
    load: () => Promise.resolve(true),
    async play(onEnd) {
      if (!(await mayRun(context, clock))) return 'refused';
      startedS = context.currentTime;
      onEnded = () => onEnd('ended');
      const last = tones.map((one) => tone(one, context.currentTime)).at(-1);
      last?.addEventListener('ended', () => onEnded(), { once: true });
      return 'started';
    },
    stop() {
      onEnded = () => {};
      volume.disconnect();
    },
    positionMs: () => (startedS === null ? 0 : (context.currentTime - startedS) * 1000),
    setSpeed() {},
    setGain(gain) {
      volume.gain.value = gain;
    },
  };
}

/** A context that may start is running a moment later; one that waits for a touch stays suspended. */
function mayRun(context: AudioContext, clock: Clock): Promise<boolean> {
  return new Promise((settle) => {
    if (context.state === 'running') return settle(true);
    const giveUp = clock.after(startsWithinMs, () => settle(false));
    // Without a touch this neither resolves nor rejects.
    context.resume().then(
      () => {
        giveUp();
        settle(true);
      },
      () => settle(false),
    );
  });
}
