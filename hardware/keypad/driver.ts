import type { KeyEvent, KioskKey } from '../../core/devices/keys.ts';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { awaitedPort } from '../awaited-port.ts';
import type { DeviceDriver, Finding } from '../device.ts';
import { keepLine } from '../line-keeper.ts';
import type { Port, PortOpener, PortTrouble } from '../port.ts';
import { questionWithin } from '../question.ts';
import { tellChanges } from '../tell-changes.ts';
import { signalOf } from './codec.ts';
import { handsetContact } from './handset-contact.ts';
import { pressedKeys } from './pressed-keys.ts';
import { keypadProfiles } from './profiles.ts';
import type { KeypadProfile } from './profiles.ts';

export type KeypadDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** Once a press, however long the key is held and however its contacts chatter. */
  readonly onKey: (event: KeyEvent) => void;
  /** A handset off its hook, or headphones plugged in. Called on change only; false when the line is lost. */
  readonly onHandset?: (isLifted: boolean) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
  readonly profile?: KeypadProfile;
};

const answerMs = 500;
const writeDeadlineMs = 500;
/** A keypad that was switched off and on again has forgotten how it was set up. */
const setUpAgainMs = 5_000;

/** A tactile keypad or a pair of assistive switches on a serial line. What a byte means is decided in `key-steps`. */
export function createKeypad({ open, clock, onKey, onState, ...deps }: KeypadDeps): DeviceDriver {
  const { onHandset = () => {} } = deps;
  const profile = deps.profile ?? keypadProfiles['nav-pad'];
  const tell = tellChanges('keypad', onState);
  const question = questionWithin<number | null>(clock, answerMs, null);
  const keeper = keepLine({ open, clock, onUp, onDown });
  const handset = handsetContact({ clock, profile, onHandset });
  const keys = pressedKeys({ clock, profile, onPress: (key) => onKey({ key }), onStuck: tellStuck });

  function tellStuck(isStuck: boolean): void {
    if (isStuck) tell('user-error', 'key-stuck');
    else tell('online', null);
  }

  function onUp(port: Port): void {
    const stopSettingUp = keepSetUp(port, profile, clock);
    port.onBytes((chunk) => chunk.forEach(hear));
    port.onClosed(() => {
      stopSettingUp();
      keys.reset();
      handset.forget();
      question.settle(null);
    });
    tell('online', null);
  }

  /** An answer is one byte like a key's; what a customer presses meanwhile is never taken for it, nor shown. */
  function hear(byte: number): void {
    if (handset.hear(byte)) return;
    if (signalOf(profile, byte) === null) question.settle(byte);
    else keys.hear(byte);
  }

  function onDown(cause: PortTrouble): void {
    if (cause === 'stalled') tell('offline', 'keypad-silent');
    else tell('no-device', 'keypad-missing');
  }

  async function askType(port: Port, asked: readonly number[]): Promise<number | null> {
    const answer = question.open();
    void port.write(Uint8Array.from(asked), writeDeadlineMs);
    return answer;
  }

  return {
    start: keeper.start,
    stop: keeper.stop,
    async selfTest() {
      const port = await awaitedPort(keeper, clock);
      const findings: Finding[] = [lineFinding(port)];
      if (port !== null && profile.question !== null) {
        findings.push(answerFinding(await askType(port, profile.question)));
      }
      findings.push(stuckFinding(keys.stuck()));
      return { passed: findings.every(({ isGood }) => isGood), findings };
    },
  };
}

function keepSetUp(port: Port, { setup }: KeypadProfile, clock: Clock): () => void {
  let cancelNext = () => {};
  function setUp(): void {
    // A write that fails closes the port.
    void port.write(Uint8Array.from(setup), writeDeadlineMs);
    cancelNext = clock.after(setUpAgainMs, setUp);
  }
  if (setup.length > 0) setUp();
  return () => cancelNext();
}

function lineFinding(port: Port | null): Finding {
  return { name: 'line', value: port === null ? 'missing' : 'open', isGood: port !== null };
}

function answerFinding(type: number | null): Finding {
  const value = type === null ? 'keypad-silent' : `type ${type.toString(16).padStart(2, '0')}h`;
  return { name: 'answer', value, isGood: type !== null };
}

function stuckFinding(stuck: readonly KioskKey[]): Finding {
  return { name: 'stuck keys', value: stuck.join(' ') || 'none', isGood: stuck.length === 0 };
}
