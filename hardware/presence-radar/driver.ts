import type { PresenceEvent } from '../../core/devices/presence.ts';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { asking } from '../asking.ts';
import { awaitedPort } from '../awaited-port.ts';
import type { DeviceDriver } from '../device.ts';
import { keepLine } from '../line-keeper.ts';
import type { Port, PortOpener } from '../port.ts';
import { tellChanges } from '../tell-changes.ts';
import type { RadarCommand } from './codec.ts';
import { radarStart, radarStep, usualPresence } from './presence-steps.ts';
import type { PresenceSettings, RadarEffect, RadarEvent } from './presence-steps.ts';
import { radarLine } from './radar-line.ts';
import type { Asked, RadarLine } from './radar-line.ts';
import { radarFindings } from './self-test.ts';

export type PresenceRadarDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** Called on change only. */
  readonly onPresence: (event: PresenceEvent) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
  readonly settings?: Partial<PresenceSettings>;
};

/** Notices who comes and who has left. All decisions are in `presence-steps`; this performs them. */
export function createPresenceRadar({
  open,
  clock,
  onPresence,
  onState,
  ...deps
}: PresenceRadarDeps): DeviceDriver {
  const settings = { ...usualPresence, ...deps.settings };
  const tell = tellChanges('presence-radar', onState);
  const ask = asking<RadarCommand, Asked>(() => line, err('radar-missing'));
  const keeper = keepLine({ open, clock, onUp, onDown: (cause) => take({ type: 'LOST', cause }) });
  let state = radarStart;
  let line: RadarLine | null = null;

  function take(event: RadarEvent): void {
    const step = radarStep(state, event, settings);
    state = step.state;
    step.effects.forEach(perform);
  }

  function perform(effect: RadarEffect): void {
    switch (effect.do) {
      case 'tell':
        return onPresence({ presence: effect.presence });
      case 'report':
        return tell(effect.state, effect.cause);
      case 'wake':
        return line?.send('endConfig');
      default:
        return unreachable(effect);
    }
  }

  function onUp(port: Port): void {
    line = radarLine(port, clock, {
      onReport: (report) => take({ type: 'REPORT', report, nowMs: clock.monotonicMs() }),
      onGarbled: () => take({ type: 'GARBLED' }),
      onQuiet: () => take({ type: 'QUIET' }),
    });
    port.onClosed(() => {
      line = null;
    });
  }

  return {
    start: keeper.start,
    stop: keeper.stop,
    async selfTest() {
      await awaitedPort(keeper, clock);
      return radarFindings(ask);
    },
  };
}
