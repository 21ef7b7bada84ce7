import type { BloodPressureEvent } from '../../core/devices/blood-pressure.ts';
import { joined } from '../joined.ts';
import { decodeText, failed } from './codec.ts';
import type { BloodPressureProfile } from './profiles.ts';

const stx = 0x02;
const etx = 0x03;
/** Longer than any frame known; a frame that has not ended by then is noise. */
export const maxFrameBytes = 256;

export type MonitorScanner = {
  /** What the bytes so far say, in order. Chunks of any size; never throws, whatever they hold. */
  readonly push: (chunk: Uint8Array) => readonly BloodPressureEvent[];
  /** The line fell silent: what has begun is over, ended or not. Forgets everything held. */
  readonly end: () => readonly BloodPressureEvent[];
};

/**
 * Finds the frames of any of these profiles in a stream with noise: each model begins and checks its frames in its
 * own way, so none takes another's for its own.
 */
export function monitorScanner(profiles: readonly BloodPressureProfile[]): MonitorScanner {
  const scanners = profiles.map(scannerFor);
  /** Since the line was silent last. Nobody is measured twice in one go, so what looks damaged beside it was noise. */
  let hasMeasured = false;

  /** A frame that is whole shows that what looked damaged was noise round it, or another model's view of it. */
  function withoutEchoes(events: readonly BloodPressureEvent[]): readonly BloodPressureEvent[] {
    const whole = events.filter((event) => !isDamaged(event));
    hasMeasured ||= whole.some(({ outcome }) => outcome === 'measured');
    return hasMeasured || whole.length > 0 ? whole : events.slice(0, 1);
  }

  return {
    push: (chunk) => withoutEchoes(scanners.flatMap((scanner) => scanner.push(chunk))),
    end() {
      const events = withoutEchoes(scanners.flatMap((scanner) => scanner.end()));
      hasMeasured = false;
      return events;
    },
  };
}

export function isDamaged(event: BloodPressureEvent): boolean {
  return event.outcome === 'failed' && event.trouble === 'reading-damaged';
}

function scannerFor(profile: BloodPressureProfile): MonitorScanner {
  return profile.framing.kind === 'line'
    ? lineScanner(profile)
    : checkedScanner(profile, profile.framing.check);
}

/** The bytes of a frame as they go over the line. `text` is ASCII. */
export function encodeFrame({ framing }: BloodPressureProfile, text: string): Uint8Array {
  if (framing.kind === 'line') return bytesOf(`${text}\r\n`);
  const body = Uint8Array.of(stx, ...bytesOf(text), etx);
  return Uint8Array.of(...bytesOf(framing.lead), ...body, checkOf(framing.check, body));
}

/** @param body from STX to ETX, both included */
export function checkOf(check: 'sum' | 'xor', body: Uint8Array): number {
  return check === 'sum'
    ? body.reduce((sum, byte) => sum + byte, 0) % 256
    : body.subarray(1, -1).reduce((sum, byte) => sum ^ byte, 0);
}

function lineScanner(profile: BloodPressureProfile): MonitorScanner {
  let held = '';

  function end(): readonly BloodPressureEvent[] {
    const line = held;
    held = '';
    return eventsInLine(profile, line);
  }

  return {
    push(chunk) {
      const events: BloodPressureEvent[] = [];
      for (const byte of chunk) {
        if (byte === 0x0d || byte === 0x0a) events.push(...end());
        // Control bytes and noise outside ASCII are no part of a line.
        else if (byte >= 0x20 && byte <= 0x7e)
          held = held.slice(1 - maxFrameBytes) + String.fromCharCode(byte);
      }
      return events;
    },
    end,
  };
}

/** The first frame in a line, wherever it begins; a line that only begins like one is damaged, any other is noise. */
function eventsInLine(profile: BloodPressureProfile, line: string): readonly BloodPressureEvent[] {
  const beginnings = [...line.matchAll(new RegExp(profile.begins, 'g'))];
  for (const { index } of beginnings) {
    const event = decodeText(profile, line.slice(index));
    if (event !== null) return [event];
  }
  return beginnings.length > 0 ? [failed('reading-damaged', null)] : [];
}

/**
 * After a frame that proves wrong it looks on one byte further, not one frame further, because the good one may have
 * begun inside.
 */
function checkedScanner(profile: BloodPressureProfile, check: 'sum' | 'xor'): MonitorScanner {
  let held: Uint8Array = new Uint8Array(0);

  return {
    push(chunk) {
      held = joined(held, chunk);
      const events: BloodPressureEvent[] = [];
      let at = held.indexOf(stx);
      for (; at >= 0; at = held.indexOf(stx, at)) {
        const window = held.subarray(at, at + maxFrameBytes);
        const length = window.indexOf(etx) + 1;
        const isEnded = length > 0 && at + length < held.length;
        if (!isEnded && window.length < maxFrameBytes) break;
        const body = window.subarray(0, length);
        const event =
          isEnded && checkOf(check, body) === held[at + length] ? decodeText(profile, textOf(body)) : null;
        if (isEnded) events.push(event ?? failed('reading-damaged', null));
        at += event === null ? 1 : length + 1;
      }
      held = at < 0 ? new Uint8Array(0) : held.slice(at);
      return events;
    },
    end() {
      const isCutOff = held.length > 0;
      held = new Uint8Array(0);
      return isCutOff ? [failed('reading-damaged', null)] : [];
    },
  };
}

/** @param body from STX to ETX, both included */
function textOf(body: Uint8Array): string {
  return String.fromCharCode(...body.subarray(1, -1));
}

function bytesOf(ascii: string): Uint8Array {
  return Uint8Array.from(ascii, (letter) => letter.charCodeAt(0));
}
