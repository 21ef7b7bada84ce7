import { nameOf, type ContenderName, type Line } from './lines.ts';
import type { LostPerCut } from './power-cut-result.ts';
import { targets, type LineSummary, type Meets, type Over, type Ratios } from './summary.ts';

export type Row = LineSummary & { readonly gzipKb: number };

const titles: Readonly<Record<ContenderName, string>> = {
  'care-kiosk': 'Care Kiosk (sealed, chained, signed, journalled)',
  'plain-dexie': 'plain Dexie add',
  rxdb: 'RxDB (Dexie storage)',
  pouchdb: 'PouchDB',
  workbox: 'Workbox queue (1 request a row) **',
};

const durabilityWords: Readonly<Record<Line['by'], string>> = {
  'own-option': 'by its own option',
  forced: 'forced from outside',
  'library-default': "the library's default *",
};

const heads = [
  '',
  'durability',
  'enqueue p50 ms',
  'p99 ms',
  'drain rows/s',
  'heap MB',
  'gzip kB',
  'lost a cut',
];

export function tableOf(rows: readonly Row[], lost: LostPerCut): string {
  const cells = [heads, ...rows.map((row) => cellsOf(row, lost))];
  const widths = heads.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => pad(cell, widths[at] ?? 0, at))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function verdictLines(ratios: Ratios, meets: Meets): readonly string[] {
  const said = (name: keyof Ratios, words: string, bound: string) =>
    `${meets[name] ? 'met   ' : 'MISSED'}  ${words} ${rangeOf(ratios[name])}, target ${bound} ${targets[name]}`;
  return [
    said('drainVsRxdb', 'drain ÷ RxDB', '≥'),
    said('drainVsPouchdb', 'drain ÷ PouchDB', '≥'),
    said('acceptVsDexie', 'accept p50 ÷ plain Dexie strict add', '≤'),
  ];
}

export const footnotes = [
  'Median of the rounds (lowest–highest). All compared figures are at strict durability.',
  '* relaxed: Chromium calls a row done before it is on the disk. Shown because it is what that library does by itself.',
  '** filled with and drained of 1,000 rows at most: at its rate, which does not change, 10,000 take minutes.',
  'The server counts during a drain, for all alike; ours also answers verdicts and a signed receipt. Shape, hash and',
  'signature of every row that came are checked after it.',
  'lost a cut: acknowledged rows lost per power cut, from the last `npm run powercut`, and the last one with `--peers`.',
] as const;

function cellsOf(row: Row, lost: LostPerCut): readonly string[] {
  const lostPerCut = lost[nameOf(row)];
  return [
    titles[row.contender],
    `${row.durability}, ${durabilityWords[row.by]}`,
    rangeOf(row.enqueueP50Ms),
    rangeOf(row.enqueueP99Ms),
    rangeOf(row.drainRowsPerSecond, Math.round),
    rangeOf(row.heapMb),
    String(row.gzipKb),
    lostPerCut === undefined ? 'not cut' : String(lostPerCut),
  ];
}

function rangeOf({ median, min, max }: Over, shown: (figure: number) => number = (figure) => figure): string {
  return `${shown(median)} (${shown(min)}–${shown(max)})`;
}

/** Words to the left, figures to the right. */
function pad(cell: string, width: number, at: number): string {
  return at < 2 ? cell.padEnd(width) : cell.padStart(width);
}
