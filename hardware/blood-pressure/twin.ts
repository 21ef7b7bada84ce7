import type { Clock } from '../../core/lib/clock.ts';
import { pacedWriter } from '../id-card/paced-writer.ts';
import type { PacedWriter } from '../id-card/paced-writer.ts';
import type { DeviceTwin, FaultOrder, OrderBook } from '../twin.ts';
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
  const writers = new Set<PacedWriter>();
  const faultNames: readonly string[] = profile.framing.kind === 'line' ? allFaults.slice(1) : allFaults;
  const faults = new Map<string, FaultOrder>();

  /** The fault if it strikes now; uses one strike up. */
  function struck(name: (typeof allFaults)[number]): FaultOrder | null {
    const fault = faults.get(name);
    if (fault === undefined || fault.times <= 0) return null;
    faults.set(name, { ...fault, times: fault.times - 1 });
    return fault;
  }

  function send(text: string): void {
    const whole = encodeFrame(profile, text);
    const wrong = struck('wrong-bcc') === null ? whole : whole.with(-1, (whole.at(-1) ?? 0) ^ 0xff);
    const cut = struck('truncated');
    const bytes = cut === null ? wrong : wrong.slice(0, cut.at ?? wrong.length >> 1);
    sendBytes(bytes);
    if (struck('repeated') !== null) clock.after(repeatAfterMs, () => sendBytes(bytes));
  }

  function sendBytes(bytes: Uint8Array): void {
    for (const writer of writers) writer.send(bytes);
  }

  return {
    attach(port) {
      const writer = pacedWriter(port, clock, baudRate);
      writers.add(writer);
      function detach(): void {
        writers.delete(writer);
        writer.stop();
      }
      port.onClosed(detach);
      return detach;
    },
    orders: ordersOf(profile, send),
    faults: faultNames,
    setFault(fault) {
      const isKnown = faultNames.includes(fault.name);
      if (isKnown) faults.set(fault.name, fault);
      return isKnown;
    },
  };
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
