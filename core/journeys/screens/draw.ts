import type { Day } from '../../lib/clock.ts';
import type { Places } from '../../places/places.ts';
import type { Speller } from '../../pinyin/speller.ts';
import type { StringKey } from '../../strings/catalogue.ts';
import type { Line, Slot } from '../../strings/line.ts';
import type { Dialect } from '../../voice/spoken-language.ts';
import type { Body, Choice, PictureName, Screen } from '../screen.ts';

/** What a screen depends on beside the state of the visit. */
export type Env = {
  readonly today: Day;
  /** Null while the list is being loaded. */
  readonly places: Places | null;
  /** What spells characters; `coming` until it was asked for and has been loaded. */
  readonly speller: Speller | 'coming' | 'missing';
  /** As shown to customers, e.g. 汉口支公司. */
  readonly branchName: string;
  /** False while records cannot reach the hub, for whatever reason: no cable, no answer, or a wrong one. */
  readonly isLineGood: boolean;
  /** False while this machine takes no errands: its disk is nearly full, say. The customer hears of it at once. */
  readonly isTakingErrands: boolean;
  /** False while no slip can be had; the customer hears of it before an errand begins, not after. */
  readonly isPrinterReady: boolean;
  /** True while a blood pressure monitor stands beside the kiosk. */
  readonly hasPressureMonitor: boolean;
  /** Dialects in which this kiosk can speak Chinese. */
  readonly dialects: readonly Dialect[];
};

export function line(key: StringKey, slots?: Readonly<Record<string, Slot>>): Line {
  return slots === undefined ? { key } : { key, slots };
}

export function count(value: number): Slot {
  return { kind: 'count', value };
}

export function choice(
  id: string,
  label: StringKey,
  picture: PictureName | null,
  tone: Choice['tone'] = 'plain',
): Choice {
  return { id, label: line(label), picture, tone };
}

/** A key that stands alone as the one next step. */
export function nextStep(id: string, label: StringKey, picture: PictureName | null): Choice {
  return choice(id, label, picture, 'primary');
}

/** A key that declines or leaves. */
export function wayOut(id: string, label: StringKey): Choice {
  return choice(id, label, 'leave', 'quiet');
}

export function choices(...keys: readonly (Choice | false)[]): Body {
  return { kind: 'choices', choices: keys.filter((key) => key !== false) };
}

/** Everything that differs from screen to screen; help, repeat and where-am-I are always there. */
type Drawn = {
  readonly id: string;
  readonly picture: PictureName | null;
  readonly title: Line;
  readonly details?: readonly (Line | false)[];
  readonly body: Body;
  readonly hasBack: boolean;
};

export function screen({ id, picture, title, details = [], body, hasBack }: Drawn): Screen {
  return {
    id,
    picture,
    title,
    details: details.filter((detail) => detail !== false),
    body,
    keys: { back: hasBack, repeat: true, where: true, person: true },
    countdownMs: null,
  };
}
