import { pino, destination, type Logger } from 'pino';
import type { CallNote } from '../core/contract/dispatch.ts';
import type { DeviceReport } from '../core/devices/states.ts';

/**
 * The host's log. Its few methods are all that can be said, so that nothing personal can be (I4): a call leaves its
 * name and outcome, never its input or output.
 */
export type HostLog = {
  readonly call: (note: CallNote) => void;
  readonly device: (report: DeviceReport) => void;
  /** `event` is one of a fixed vocabulary, `detail` a code or a number. */
  readonly note: (event: string, detail?: string) => void;
  readonly warn: (event: string, detail?: string) => void;
};

/** @param file where to; standard error without it, because standard output carries the shell's own JSON lines */
export function openLog(file: string | null): HostLog {
  const sink = file === null ? destination(2) : destination({ dest: file, mkdir: true, mode: 0o600 });
  return logTo(pino({ base: null, level: 'info' }, sink));
}

export function logTo(logger: Logger): HostLog {
  return {
    call(note) {
      const line = {
        call: note.name,
        outcome: note.outcome,
        ms: Math.round(note.tookMs),
        id: note.correlationId,
      };
      if (note.outcome === 'ok') logger.info(line);
      else logger.warn(line);
    },
    device: (report) => logger.info({ device: report.device, state: report.state, cause: report.cause }),
    note: (event, detail) => logger.info({ event, detail }),
    warn: (event, detail) => logger.warn({ event, detail }),
  };
}
