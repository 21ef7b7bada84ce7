import type { ReadonlySignal } from '@preact/signals';
import type { Line } from '../../core/strings/line.ts';
import type { Privacy } from '../../core/strings/slot-run.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { letterLines } from '../customer/letter-lines.ts';
import type { OnEnded } from '../voice/turn.ts';
import type { Voice } from '../voice/voice.ts';
import type { Hearing } from './hearing.ts';
import type { Speech } from './speech.ts';

/** A key of the number pad, or of the letters that lie on it. */
export type PadKeyAct = Extract<Act, { readonly did: 'press-digit' | 'press-letters' }>;

export function isPadKeyAct(act: Act): act is PadKeyAct {
  return act.did === 'press-digit' || act.did === 'press-letters';
}

/**
 * What the keys of the number pad sound like. A digit, or its letters, is spoken into a handset, or where the customer has asked for it;
 * over the loudspeaker it is a tick like every other (EN 301 549 §5.1.3.8).
 */
export type PadVoice = {
  /** Whether digits are spoken at present. */
  readonly isSpoken: () => boolean;
  /** After a key was pressed; acts that are none of the pad's are left alone. */
  readonly pressed: (act: Act) => void;
  /** Names the key that is walked to or felt for. Where it may not be named it ticks, and `onEnded` is never called. */
  readonly name: (key: PadKeyAct, onEnded?: OnEnded) => void;
};

export type PadVoiceParts = {
  readonly voice: Pick<Voice, 'tick'>;
  readonly say: Speech['say'];
  readonly privacy: ReadonlySignal<Privacy>;
  readonly saysDigits: Hearing['saysDigits'];
};

export function createPadVoice({ voice, say, privacy, saysDigits }: PadVoiceParts): PadVoice {
  const isSpoken = () => privacy.peek() === 'private' || saysDigits.peek();

  function tell(line: Line, onEnded?: OnEnded): void {
    if (isSpoken()) say([line], undefined, onEnded);
    else voice.tick();
  }

  return {
    isSpoken,
    pressed(act) {
      if (isPadKeyAct(act)) tell(lineOf(act, saysDigits.peek()));
      if (act.did === 'erase-digit') tell(fixedLines.eraseDigit);
    },
    name: (key, onEnded) => tell(lineOf(key, saysDigits.peek()), onEnded),
  };
}

function lineOf(key: PadKeyAct, isAsked: boolean): Line {
  return key.did === 'press-digit' ? digitLine(key.digit, isAsked) : letterLines[key.key];
}

/** @param isAsked the customer wants it said, whoever else may hear it */
export function digitLine(digit: string, isAsked: boolean): Line {
  return {
    key: 'pad.digit',
    slots: { digit: { kind: 'digits', digits: digit, grouping: [1], personal: !isAsked } },
  };
}
