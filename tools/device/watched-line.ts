import type { DeviceReport } from '../../core/devices/states.ts';
import type { DeviceDriver } from '../../hardware/device.ts';
import { frameRing, frameText, logFrames } from '../../hardware/frame-log.ts';
import { frameMasks } from '../../hardware/frame-mask.ts';
import type { OneDevice } from './arguments.ts';
import type { ToolParts } from './tool-parts.ts';

/** The kiosk's own driver on a line that is listened to. */
export type WatchedLine = {
  readonly driver: DeviceDriver;
  /** Null before the first report. */
  readonly lastReport: () => DeviceReport | null;
  readonly reported: Promise<void>;
  /** What went over the line of late, masked. */
  readonly lastFrames: () => readonly string[];
};

const keptFrames = 20;

export function watchLine(
  order: OneDevice,
  parts: ToolParts,
  onReport: (report: DeviceReport) => void,
): WatchedLine {
  const { kind, address, settings, showsFrames } = order;
  const { clock, openLine } = parts;
  const tell = teller(order, parts);
  const ring = frameRing(keptFrames);
  const line = { path: address, ...kind.defaultSettings, ...settings };
  let lastReport: DeviceReport | null = null;
  let lastTrouble: string | null = null;
  let noteReport = () => {};
  const reported = new Promise<void>((noted) => {
    noteReport = noted;
  });

  const refusing = openLine(line, (trouble) => {
    if (trouble !== lastTrouble) tell(`the line: ${trouble}`);
    lastTrouble = trouble;
  });
  const open = logFrames({
    open: refusing,
    clock,
    mask: frameMasks[kind.device],
    onFrame(frame) {
      ring.push(frame);
      if (showsFrames) tell(frameText(frame));
    },
  });
  const driver = kind.createWatch({
    open,
    clock,
    say: (happening) => tell(happening),
    onState(report) {
      lastReport = report;
      lastTrouble = null;
      tell(reportText(report));
      onReport(report);
      noteReport();
    },
  });
  return { driver, reported, lastReport: () => lastReport, lastFrames: () => ring.frames().map(frameText) };
}

function teller({ logPath }: OneDevice, { say, write }: ToolParts): (line: string) => void {
  return (line) => {
    say(line);
    if (logPath !== null) write(logPath, line);
  };
}

function reportText({ device, state, cause, paper }: DeviceReport): string {
  const because = cause === null ? '' : `, ${cause}`;
  return `${device} is ${state}${because}${paper === undefined ? '' : `, paper ${paper}`}`;
}
