import type { Cell } from './run-cell.ts';

const head = ['mishap', 'point', 'outcome', 'waited, ms', 'next operation', 'took, ms'] as const;

/** The page that stands in `docs/`. */
export function matrixPage(cells: readonly Cell[]): string {
  const devices = [...new Set(cells.map(({ device }) => device))];
  return [
    '# Every fault, every device, every point',
    '',
    'Written by `npm run fault-matrix`; a test writes it anew and compares. Real drivers and real twins on a clock that is',
    'moved by hand, so the milliseconds are exact and the same everywhere. `outcome` is what was told from the mishap on,',
    'ending with how the operation ended; `carried on` means that it was nobody’s business. `waited` is how long the customer',
    'waited for that end, or to hear that the device is out of order. Then the mishap is mended and the next customer comes.',
    ...devices.flatMap((device) => [
      '',
      ...deviceTable(
        device,
        cells.filter((cell) => cell.device === device),
      ),
    ]),
    '',
  ].join('\n');
}

function deviceTable(device: string, cells: readonly Cell[]): readonly string[] {
  const worstMs = Math.max(...cells.map(({ waitedMs }) => waitedMs));
  return [
    `## ${device}`,
    '',
    `${cells.length} cells; the longest wait for a named end is ${worstMs} ms.`,
    '',
    row(head),
    row(['---', '---', '---', '---:', '---', '---:']),
    ...cells.map(({ mishap, point, outcome, waitedMs, next, nextMs }) =>
      row([`\`${mishap}\``, point, outcome, String(waitedMs), next, String(nextMs)]),
    ),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
