import type { Line } from '../../core/strings/line.ts';
import { isStandIn, type Level } from '../../core/voice/choose.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';

const names = {
  'yue-Hant-HK': { key: 'dialect.cantonese' },
  nan: { key: 'dialect.min-nan' },
  hak: { key: 'dialect.hakka' },
  wuu: { key: 'dialect.shanghai' },
} as const satisfies Readonly<Record<Dialect, Line>>;

/** The name of a dialect, for the key that chooses it. */
export function dialectName(dialect: Dialect): Line {
  return names[dialect];
}

/** Said when a dialect has been chosen; null: when the standard language has come back. */
export function dialectNow(dialect: Dialect | null): Line {
  const line: Line = dialect === null ? { key: 'dialect.standard' } : dialectName(dialect);
  return { key: 'dialect.now', slots: { dialect: { kind: 'line', line } } };
}

/** What the screen says beside a sentence that is heard at this level: that it is not in the dialect; null when it is. */
export function standInNotice(level: Level, dialect: Dialect | null): Line | null {
  return isStandIn(level, dialect) ? { key: 'dialect.standard-instead' } : null;
}
