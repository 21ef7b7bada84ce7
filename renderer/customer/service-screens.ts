import type { Screen } from '../../core/journeys/screen.ts';
import type { Line } from '../../core/strings/line.ts';

/** `out`: nobody was in a visit. `interrupted`: a visit was cut off, and what it was about may not be done. */
export type Service = 'starting' | 'out' | 'interrupted';

const out: Line = { key: 'service.out' };
const lines: Readonly<Record<Service, readonly [Line, ...Line[]]>> = {
  starting: [{ key: 'service.starting' }, { key: 'service.moment' }],
  out: [out, { key: 'service.counter' }],
  interrupted: [
    out,
    { key: 'service.unfinished' },
    { key: 'service.slips-safe' },
    { key: 'service.card-to-counter' },
  ],
};

/** Every line of these screens, once. */
export const serviceLines: readonly Line[] = [...new Set(Object.values(lines).flat())];

/** What the glass shows while no visit can run. `isReachable`: the host answers, so a person can be called. */
export function serviceScreen(service: Service, isReachable: boolean): Screen {
  const [title, ...details] = lines[service];
  const isOver = service !== 'starting';
  return {
    id: `service.${service}`,
    picture: isOver ? 'shield' : 'wait',
    title,
    details,
    body: { kind: 'wait' },
    keys: { back: false, repeat: isOver, where: false, person: isOver && isReachable },
    countdownMs: null,
  };
}
