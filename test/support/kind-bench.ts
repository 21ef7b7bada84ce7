import type { DeviceReport } from '../../core/devices/states.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import type { LineSettings } from '../../hardware/line-settings.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import { manualClock } from './manual-clock.ts';
import { heardBy } from './open-ports.ts';

/** A kind's twin on a memory line, with a clock that stands still until it is told otherwise. */
export function kindBench(
  kind: DeviceKind,
  options: Readonly<Record<string, string>> = {},
  settings: LineSettings = kind.defaultSettings,
) {
  const clock = manualClock();
  const line = memoryLine();
  const twin = kind.createTwin({ clock, random: { below: () => 0 }, settings, options });
  let detach = () => {};
  line.onConnection((port) => (detach = twin.attach(port)));

  return {
    clock,
    twin,
    detach: () => detach(),
    /** The kiosk's end, and what it hears. */
    async opened() {
      const opened = await line.kiosk();
      if (!opened.ok) throw new Error(opened.error);
      return { port: opened.value, heard: heardBy(opened.value) };
    },
    /** The kind's own watch, and what it tells. */
    watching() {
      const said: string[] = [];
      const reports: DeviceReport[] = [];
      const watch = kind.createWatch({
        open: line.kiosk,
        clock,
        onState: (report) => reports.push(report),
        say: (happening) => said.push(happening),
      });
      watch.start();
      return { said, reports, stop: watch.stop };
    },
  };
}
