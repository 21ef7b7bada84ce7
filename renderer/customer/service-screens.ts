import type { Screen } from '../../core/journeys/screen.ts';

/** What the glass shows while no visit can run. `isReachable`: the host answers, so a person can be called. */
export function serviceScreen(at: 'connecting' | 'opening' | 'out', isReachable: boolean): Screen {
  const isOut = at === 'out';
  return {
    id: isOut ? 'service.out' : 'service.starting',
    picture: isOut ? 'shield' : 'wait',
    title: { key: isOut ? 'service.out' : 'service.starting' },
    details: isOut ? [{ key: 'service.counter' }, { key: 'service.safe' }] : [{ key: 'service.moment' }],
    body: { kind: 'wait' },
    keys: { back: false, repeat: isOut, where: false, person: isOut && isReachable },
    countdownMs: null,
  };
}
