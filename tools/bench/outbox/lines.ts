/** `relaxed` is Chromium's default since 121: `complete` fires before anything is on the disk. */
export const durabilities = ['strict', 'relaxed'] as const;
export type Durability = (typeof durabilities)[number];

export const contenderNames = ['care-kiosk', 'plain-dexie', 'rxdb', 'pouchdb', 'workbox'] as const;
export type ContenderName = (typeof contenderNames)[number];

/** One line of the comparison. */
export type Line = {
  readonly contender: ContenderName;
  readonly durability: Durability;
  /** How the durability comes about; `forced` is from outside, where the library has no option. */
  readonly by: 'own-option' | 'forced' | 'library-default';
  /** Drains so slowly, at a steady rate, that no more rows are worth the wait; absent: any number. */
  readonly mostRows?: number;
};

/** The product's own; there is no relaxed one. */
export const ownLine: Line = { contender: 'care-kiosk', durability: 'strict', by: 'own-option' };

/** All are compared at `strict`; a library whose own default is weaker stands there a second time, as it comes. */
export const lines: readonly Line[] = [
  ownLine,
  { contender: 'plain-dexie', durability: 'strict', by: 'own-option' },
  { contender: 'rxdb', durability: 'strict', by: 'own-option' },
  { contender: 'pouchdb', durability: 'strict', by: 'forced' },
  { contender: 'workbox', durability: 'strict', by: 'forced', mostRows: 1_000 },
  { contender: 'plain-dexie', durability: 'relaxed', by: 'library-default' },
  { contender: 'rxdb', durability: 'relaxed', by: 'library-default' },
  { contender: 'pouchdb', durability: 'relaxed', by: 'library-default' },
  { contender: 'workbox', durability: 'relaxed', by: 'library-default', mostRows: 1_000 },
];

export const peerLines: readonly Line[] = lines.filter(({ contender }) => contender !== ownLine.contender);

export function nameOf({ contender, durability }: Pick<Line, 'contender' | 'durability'>): string {
  return `${contender}-${durability}`;
}

/** The page's title when it has done what it was asked: nobody need stay attached to it to know. */
export const doneTitle = 'done';

/** What one page is to do. Plain data: it crosses into the browser. */
export type Order = {
  readonly contender: ContenderName;
  readonly durability: Durability;
  readonly isForced: boolean;
  readonly database: string;
  readonly countUrl: string;
  readonly batchRows: number;
  /** All errands of the round, warm-ups and timed ones among them. */
  readonly rows: number;
  readonly warmUps: number;
  readonly timed: number;
};

/** What one page has measured. */
export type LineFigures = {
  readonly enqueueMs: readonly number[];
  readonly drainMs: number;
  /** How Chromium says that the writing transactions before the drain were opened. */
  readonly openedAs: readonly string[];
  readonly waitingBefore: number;
  readonly waitingAfter: number;
};

/** Each round begins with another line, so that what grows or wears with time hits all alike. */
export function linesOfRound(round: number): readonly Line[] {
  const first = round % lines.length;
  return [...lines.slice(first), ...lines.slice(0, first)];
}

/** `default` is what Chromium calls its own relaxed ways. */
export function isAsPromised({ durability }: Line, openedAs: readonly string[]): boolean {
  return openedAs.length > 0 && openedAs.every((seen) => (seen === 'strict') === (durability === 'strict'));
}
