import { lineFaultNames } from '../../hardware/faults/line-fault.ts';
import { atRest } from './points.ts';
import { recordSession, runCell } from './run-cell.ts';
import type { Cell } from './run-cell.ts';
import { always, once } from './subject.ts';
import type { Subject } from './subject.ts';

/** A line that is bad for good, beside the one that is bad once: retries must come to an end. */
const lastingFaults = ['noise', 'half-frame', 'wrong-checksum', 'flip-bit', 'drop'] as const;
const lineOrders = [
  ...lineFaultNames.map((name) => once(name)),
  ...lastingFaults.map((name) => always(name)),
];

/** Every fault at every point, device by device. The same every time: the clock stands still and chance is seeded. */
export async function faultMatrix(
  subjects: readonly Subject[],
  onCell: (cell: Cell) => void = () => {},
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const subject of subjects) {
    const points = [atRest, ...subject.points(await recordSession(subject))];
    for (const mishap of [...subject.mishaps, ...lineOrders]) {
      for (const point of points) {
        const cell = await runCell(subject, mishap, point);
        onCell(cell);
        cells.push(cell);
      }
    }
  }
  return cells;
}
