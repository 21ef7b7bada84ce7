import type { Random } from '../../../core/lib/random.ts';
import { decodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import { startReading, stepReading } from '../../../hardware/social-security-card/reading.ts';
import { encodeMessage, messageScanner } from '../../../hardware/social-security-card/vpcd.ts';
import type { FuzzTarget } from '../target.ts';

/** A reading that takes every message for the card's answer, and begins anew whenever it has ended. */
function endlessReading(): (answer: Uint8Array) => void {
  let step = startReading();
  return (answer) => {
    const state = 'end' in step ? startReading() : step;
    step = 'end' in state ? state : stepReading(state.state, answer, decodeGb18030);
  };
}

const messages: FuzzTarget = {
  name: 'social-security-reader · kiosk · messages and answers',
  open() {
    let scanner = messageScanner();
    const read = endlessReading();
    return {
      push(chunk) {
        const found = scanner.push(chunk) ?? [];
        found.forEach(read);
        return found.map((payload) => Buffer.from(payload).toString('latin1'));
      },
      // A stream that has lost its step is mended by a new connection only.
      silence() {
        scanner = messageScanner();
        return [];
      },
    };
  },
  goodFrame(random) {
    const payload = answer(random);
    return { bytes: encodeMessage(payload), means: Buffer.from(payload).toString('latin1') };
  },
  resync: 'silence',
};

/** A record of any tag and length, with a length byte that need not be true, behind it one of the usual status words. */
function answer(random: Random): Uint8Array {
  const words = [
    [0x90, 0x00],
    [0x61, random.below(256)],
    [0x6c, random.below(256)],
    [0x6a, 0x82],
    [random.below(256), random.below(256)],
  ] as const;
  const value = Array.from({ length: random.below(40) }, () => random.below(256));
  const length = random.below(2) === 0 ? value.length : random.below(256);
  return Uint8Array.of(
    random.below(16),
    length,
    ...value,
    ...(words[random.below(words.length)] ?? words[0]),
  );
}

export const socialSecurityTargets: readonly FuzzTarget[] = [messages];
