import type { BloodPressureEvent } from '../../core/devices/blood-pressure.ts';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { awaitedPort } from '../awaited-port.ts';
import type { DeviceDriver, SelfTest } from '../device.ts';
import { keepLine } from '../line-keeper.ts';
import type { PortOpener, PortTrouble } from '../port.ts';
import { tellChanges } from '../tell-changes.ts';
import { isDamaged, monitorScanner } from './frames.ts';
import type { MonitorScanner } from './frames.ts';
import { bloodPressureProfiles } from './profiles.ts';
import type { BloodPressureProfile } from './profiles.ts';

export type BloodPressureMonitorDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** The models that may stand there; every known one when left out. */
  readonly profiles?: readonly BloodPressureProfile[];
  /** Once for each measurement. `measured` is health data: hand it on, keep it nowhere. */
  readonly onMeasurement: (event: BloodPressureEvent) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
};

/** No monitor pauses inside a frame, not even at 2400 baud; a frame that has not ended by now will not. */
const silenceMs = 500;
/** Monitors send a line again; nobody is measured twice within this time. */
const repeatMs = 2_000;

/** What was heard on the present line, and how much of it made sense. */
type Hearing = { readonly bytes: number; readonly understood: number; readonly damaged: number };
const nothingHeard: Hearing = { bytes: 0, understood: 0, damaged: 0 };

/** Listens to a monitor that speaks by itself after each measurement and can be asked nothing. */
export function createBloodPressureMonitor(deps: BloodPressureMonitorDeps): DeviceDriver {
  const { open, clock, profiles = Object.values(bloodPressureProfiles) } = deps;
  const tell = tellChanges('blood-pressure-monitor', (report) => isRunning && deps.onState(report));
  const tellOnce = onceWithin(repeatMs, clock, deps.onMeasurement);
  let scanner: MonitorScanner = monitorScanner(profiles);
  let hearing = nothingHeard;
  let isRunning = false;
  let cancelSilence = () => {};

  const line = keepLine({
    open,
    clock,
    onUp(port) {
      scanner = monitorScanner(profiles);
      hearing = nothingHeard;
      tell('online', 'not-heard-yet');
      port.onBytes(hear);
    },
    onDown(cause) {
      cancelSilence();
      tell(...downState(cause));
    },
  });

  function hear(chunk: Uint8Array): void {
    cancelSilence();
    hearing = { ...hearing, bytes: hearing.bytes + chunk.length };
    take(scanner.push(chunk));
    cancelSilence = clock.after(silenceMs, () => {
      take(scanner.end());
      if (hearing.understood === 0) tell('online', 'not-understood');
    });
  }

  function take(events: readonly BloodPressureEvent[]): void {
    for (const event of events) {
      if (!isRunning) return;
      hearing = counted(hearing, event);
      if (hearing.understood > 0) tell('online', null);
      tellOnce.tell(event);
    }
  }

  return {
    start() {
      isRunning = true;
      line.start();
    },
    async stop() {
      isRunning = false;
      cancelSilence();
      tellOnce.forget();
      await line.stop();
    },
    selfTest: async () => findings((await awaitedPort(line, clock)) !== null, hearing),
  };
}

function counted(hearing: Hearing, event: BloodPressureEvent): Hearing {
  return isDamaged(event)
    ? { ...hearing, damaged: hearing.damaged + 1 }
    : { ...hearing, understood: hearing.understood + 1 };
}

function downState(cause: PortTrouble): ['no-device' | 'offline', string] {
  return cause === 'gone' ? ['no-device', 'monitor-missing'] : ['offline', 'line-closed'];
}

/** A monitor cannot be asked: what can be said is whether the line is open and whether its words were understood. */
function findings(isOpen: boolean, { bytes, understood, damaged }: Hearing): SelfTest {
  const makesSense = bytes === 0 || understood > 0;
  return {
    passed: isOpen && makesSense,
    findings: [
      { name: 'line', value: isOpen ? 'open' : 'closed', isGood: isOpen },
      { name: 'bytes-heard', value: String(bytes), isGood: makesSense },
      { name: 'frames-understood', value: String(understood), isGood: makesSense },
      { name: 'frames-damaged', value: String(damaged), isGood: damaged === 0 },
    ],
  };
}

/** Tells an event unless it is the one just told; remembers it, health data as it is, no longer than it must. */
function onceWithin(withinMs: number, clock: Clock, onEvent: (event: BloodPressureEvent) => void) {
  let last: string | null = null;
  let cancelForgetting = () => {};

  function forget(): void {
    cancelForgetting();
    last = null;
  }

  return {
    forget,
    tell(event: BloodPressureEvent): void {
      const words = JSON.stringify(event);
      const isRepeated = words === last;
      forget();
      last = words;
      cancelForgetting = clock.after(withinMs, forget);
      if (!isRepeated) onEvent(event);
    },
  };
}
