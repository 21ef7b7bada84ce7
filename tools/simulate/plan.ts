import { netFates, type NetFate } from './branch/net.ts';
import { plannedCrashes, crashKinds, type CrashKind, type PlannedCrash } from './kiosk/crashes.ts';
import type { DatabaseDamage } from './kiosk/database.ts';
import { journalDamages, type JournalDamage } from './kiosk/journal-damage.ts';
import { clockJumps, type ClockJump } from './kiosk/wall-clock.ts';
import type { Dice } from './world/dice.ts';

const minuteMs = 60_000;
/** Customers come for so long; then everything is mended and must come to rest by itself. */
export const activeMs = 40 * minuteMs;

/** Something that is wrong from a moment on, for a while. */
export type Trouble =
  | { readonly kind: 'line'; readonly fates: readonly NetFate[]; readonly percent: number }
  | { readonly kind: 'link-flaps' | 'hub-down' | 'hub-unsafe' | 'disk-full' | 'database-full' }
  | { readonly kind: 'lost-replies'; readonly percent: number };

/** Something that happens at a moment. */
export type Blow =
  | { readonly kind: 'clock'; readonly jump: ClockJump }
  | { readonly kind: 'crash'; readonly crash: CrashKind }
  | { readonly kind: 'hub-dies-at-commit'; readonly when: 'before' | 'after' }
  | { readonly kind: 'hub-loses-power' | 'hub-restored' | 'failed-sync' | 'failed-write' | 'failed-read' }
  | { readonly kind: 'open-refused'; readonly times: number }
  | { readonly kind: 'database-damaged'; readonly damage: Exclude<DatabaseDamage, 'power-cut'> }
  | { readonly kind: 'journal-damaged'; readonly damage: JournalDamage }
  | { readonly kind: 'both-stores-cut' | 'record-lost' }
  | { readonly kind: 'window-replaced'; readonly overlapMs: number }
  | { readonly kind: 're-imaged' };

export type Plan = {
  readonly visits: number;
  readonly crashes: readonly PlannedCrash[];
  readonly troubles: readonly {
    readonly fromMs: number;
    readonly untilMs: number;
    readonly trouble: Trouble;
  }[];
  readonly blows: readonly { readonly atMs: number; readonly blow: Blow }[];
};

/** What will go wrong in a run. Most runs have a few things, some have many, a few have none. */
export function planOf(dice: Dice): Plan {
  const most = dice.pick([0, 2, 4, 6, 9]);
  const moment = () => dice.below(activeMs);
  const troubles = Array.from({ length: dice.between(0, most) }, () => {
    const fromMs = moment();
    return { fromMs, untilMs: fromMs + dice.between(1, 25) * minuteMs, trouble: troubleOf(dice) };
  });
  const blows = Array.from({ length: dice.between(0, most) }, () => ({ atMs: moment(), blow: blowOf(dice) }));
  const jumps = troubles
    .filter(({ trouble }) => keepsWaiting(trouble) && dice.chance(50))
    .map(({ fromMs, untilMs }) => ({
      atMs: dice.between(fromMs, untilMs),
      blow: { kind: 'clock', jump: dice.pick(clockJumps) } as const,
    }));
  return {
    visits: dice.between(3, 9),
    crashes: plannedCrashes(dice, dice.between(0, Math.ceil(most / 3))),
    troubles,
    blows: [...blows, ...jumps].toSorted((a, b) => a.atMs - b.atMs),
  };
}

/** A clock that jumps tells nothing about an order unless records from before and after it wait together. */
function keepsWaiting(trouble: Trouble): boolean {
  return trouble.kind === 'hub-down' || (trouble.kind === 'line' && trouble.percent === 100);
}

function troubleOf(dice: Dice): Trouble {
  const kind = dice.pick(['line', 'line', 'line', 'line', 'refusals', 'outage', 'outage', 'link-flaps', 'hub-down', 'hub-unsafe',
    'disk-full', 'database-full', 'lost-replies'] as const); // prettier-ignore
  switch (kind) {
    case 'line': {
      const fates = Array.from({ length: dice.between(1, 4) }, () => dice.pick(netFates));
      return { kind, fates, percent: dice.pick([20, 60, 100]) };
    }
    case 'outage':
      return { kind: 'line', fates: ['unreachable'], percent: 100 };
    case 'refusals':
      return { kind: 'line', fates: ['refusing'], percent: 100 };
    case 'lost-replies':
      return { kind, percent: dice.pick([10, 40]) };
    default:
      return { kind };
  }
}

function blowOf(dice: Dice): Blow {
  const kind = dice.pick(['clock', 'clock', 'clock', 'clock', 'crash', 'crash', 'hub-dies-at-commit', 'hub-loses-power', 'hub-restored', 'hub-restored',
    'failed-sync', 'failed-write', 'failed-read', 'open-refused', 'database-damaged', 'database-damaged',
    'journal-damaged', 'journal-damaged', 'window-replaced', 'window-replaced', 're-imaged',
    'both-stores-cut', 'both-stores-cut', 'record-lost', 'record-lost'] as const); // prettier-ignore
  switch (kind) {
    case 'clock':
      return { kind, jump: dice.pick(clockJumps) };
    case 'crash':
      return { kind, crash: dice.pick(crashKinds) };
    case 'hub-dies-at-commit':
      return { kind, when: dice.pick(['before', 'after']) };
    case 'open-refused':
      return { kind, times: dice.between(1, 5) };
    case 'window-replaced':
      return { kind, overlapMs: dice.pick([0, 2_000, 5 * minuteMs]) };
    case 'database-damaged':
      return { kind, damage: dice.pick(['wipe', 'data-loss', 'truncate']) };
    case 'journal-damaged':
      return { kind, damage: dice.pick(journalDamages) };
    default:
      return { kind };
  }
}
