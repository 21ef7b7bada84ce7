import type { PlayOutcome, Sound, SoundMaker } from '../../renderer/voice/sound.ts';
import type { ManualClock } from './manual-clock.ts';

/** A loudspeaker that keeps a diary. */
export function recordingSounds(clock: ManualClock) {
  const diary: string[] = [];
  const behaviour = {
    play: 'started' as PlayOutcome | 'never',
    stands: false,
    loads: true as boolean | 'never',
    hostIsGone: false,
  };
  const live = new Map<string, { startedMs: number; end: (outcome: 'ended' | 'failed') => void }>();

  function sound(name: string): Sound {
    return {
      load() {
        if (behaviour.hostIsGone && !/^(?:kept|chime)/u.test(name)) return Promise.resolve(false);
        return behaviour.loads === 'never' ? new Promise(() => {}) : Promise.resolve(behaviour.loads);
      },
      async play(onEnd) {
        diary.push(`play ${name}`);
        if (behaviour.play === 'never') return new Promise(() => {});
        if (behaviour.play === 'started') live.set(name, { startedMs: clock.monotonicMs(), end: onEnd });
        return behaviour.play;
      },
      stop() {
        if (live.delete(name)) diary.push(`stop ${name}`);
      },
      positionMs: () => (behaviour.stands ? 0 : clock.monotonicMs() - (live.get(name)?.startedMs ?? 0)),
      setSpeed: (factor) => void diary.push(`speed ${factor} ${name}`),
      setGain: (gain) => void diary.push(`gain ${gain.toFixed(2)} ${name}`),
    };
  }
  const fetched: string[] = [];
  const maker: { -readonly [K in keyof SoundMaker]: SoundMaker[K] } = {
    fromUrl: sound,
    chime: () => sound('chime'),
    tick: (gain) => void diary.push(`tick ${gain.toFixed(3)}`),
    async keep(url) {
      fetched.push(url);
      return behaviour.hostIsGone || behaviour.loads !== true ? null : `kept ${url}`;
    },
  };
  const heard = () => diary.filter((entry) => /^(?:play|stop)/u.test(entry));
  const finish = (name: string, outcome: 'ended' | 'failed' = 'ended') => live.get(name)?.end(outcome);
  return { maker, diary, heard, finish, behaviour, live, fetched };
}
