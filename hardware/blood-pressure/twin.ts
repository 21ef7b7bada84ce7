import type { Clock } from '../../core/lib/clock.ts';
import { strikesOf } from '../strikes.ts';
import { twinLines } from '../twin-lines.ts';
import type { DeviceTwin, OrderBook } from '../twin.ts';
import { encodeFailed, encodeMeasured } from './codec.ts';
import { encodeFrame } from './frames.ts';
import type { BloodPressureProfile } from './profiles.ts';

/** `wrong-bcc` needs a check to be wrong; `truncated` breaks off at byte `at`, else in the middle. */
const allFaults = ['wrong-bcc', 'truncated', 'repeated'] as const;
const repeatAfterMs = 1_000;
/** What the codes mean stands in each monitor's manual; the kiosk only hands them on. */
const usualErrorCode = '1';

/** A monitor that sends its line when it is told that an arm was measured, and never listens. */
export function createBloodPressureTwin(parts: {
  readonly clock: Clock;
  readonly baudRate: number;
  readonly profile: BloodPressureProfile;
}): DeviceTwin {
  const { clock, baudRate, profile } = parts;
  const lines = twinLines(clock, baudRate, () => ({}));
  const { strikes, struck, faults, setFault } = strikesOf(
    profile.framing.kind === 'line' ? allFaults.slice(1) : allFaults,
  );

  function send(text: string): void {
    const whole = encodeFrame(profile, text);
    const wrong = strikes('wrong-bcc') ? whole.with(-1, (whole.at(-1) ?? 0) ^ 0xff) : whole;
    const cut = struck('truncated');
    const bytes = cut === null ? wrong : wrong.slice(0, cut.at ?? wrong.length >> 1);
    lines.send(bytes);
    if (strikes('repeated')) clock.after(repeatAfterMs, () => lines.send(bytes));
  }

  return { attach: lines.attach, orders: ordersOf(profile, send), faults, setFault };
}

function ordersOf(profile: BloodPressureProfile, send: (text: string) => void): OrderBook {
  return {
    measure: {
      usage: '<systolic> <diastolic> <pulse>',
      obey(words) {
        if (!/^\d{1,3} \d{1,3} \d{1,3}$/.test(words.join(' ')))
          return 'three whole numbers up to 999, please';
        const [systolicMmHg = 0, diastolicMmHg = 0, pulsePerMinute = 0] = words.map(Number);
        send(encodeMeasured(profile, { systolicMmHg, diastolicMmHg, pulsePerMinute }));
        return null;
      },
    },
    'measure-failed': {
      usage: '[error code]',
      obey([code = usualErrorCode]) {
        if (!/^[1-9A-Z][0-9A-Z]?$/.test(code)) return 'an error code of one or two characters, please';
        send(encodeFailed(profile, code));
        return null;
      },
    },
  };
}
