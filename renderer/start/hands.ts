import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../core/lib/clock.ts';
import { followHandset } from './handset.ts';
import type { Kiosk } from './kiosk.ts';
import { startKeypad } from './keypad.ts';
import type { Machine } from './machine.ts';
import type { Sounding } from './open-voice.ts';
import { createTouchToHear, type TouchToHear } from './touch-to-hear.ts';

/** The ways in which hands reach the kiosk, each of them heard. */
export type Hands = {
  readonly act: Kiosk['act'];
  /** The key of the glass that the tactile keypad has walked to. */
  readonly walkedTo: ReadonlySignal<string | null>;
  readonly touchToHear: TouchToHear;
};

export function connectHands(
  clock: Clock,
  { host, privacy }: Pick<Machine, 'host' | 'privacy'>,
  kiosk: Pick<Kiosk, 'screen' | 'act'>,
  { voice, speech, hearing, pad }: Sounding,
): Hands {
  const { screen } = kiosk;
  const { say } = speech;
  const act: Kiosk['act'] = (what) => {
    pad.pressed(what);
    kiosk.act(what);
  };
  followHandset(privacy, speech, () => kiosk.act({ did: 'ask', for: 'repeat' }));
  const isOn = hearing.touchToHear;
  return {
    act,
    walkedTo: startKeypad({ host, screen, act, say, voice, pad }),
    touchToHear: createTouchToHear({ isOn, clock, screen, voice, say, pad, act }),
  };
}
