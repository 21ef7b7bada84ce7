import { commandIn, encodeAnswer, encodeReport } from './codec.ts';
import type { RadarCommand, RadarReport } from './codec.ts';
import { encodeFrame } from './frame.ts';
import type { RadarFrame } from './frame.ts';

/** The radar behind a twin's line: commands in, whole frames out. */
export type VirtualRadar = {
  readonly see: (target: RadarReport) => void;
  /** Null while it is being configured: then it is blind and reports nothing. */
  readonly report: () => Uint8Array | null;
  /** Null for what is no command, or none that this twin knows. */
  readonly answerTo: (frame: RadarFrame) => Uint8Array | null;
};

/** Protocol version 1 and a buffer of 64 bytes; V1.02.22062416. Both are the maker's own examples. */
const answerData = {
  enableConfig: [0x01, 0x00, 0x40, 0x00],
  readFirmware: [0x00, 0x01, 0x02, 0x01, 0x16, 0x24, 0x06, 0x22],
  endConfig: [],
} as const satisfies Record<RadarCommand, readonly number[]>;
/** Highest moving and still gate, what each of the nine sees moving and still, light and output pin. */
const gateEnergies = [0x3c, 0x22, 5, 3, 3, 4, 3, 6, 5, 0, 0, 0x39, 0x10, 0x13, 6, 6, 8, 4] as const;
const engineeringExtra = [8, 8, ...gateEnergies, 0x60, 0x01];

export function virtualRadar(isEngineering: boolean): VirtualRadar {
  let seen: RadarReport = { target: 'none' };
  /** Like in the real one this outlives the connection. */
  let isConfiguring = false;

  return {
    see(target) {
      seen = target;
    },
    report() {
      if (isConfiguring) return null;
      return encodeFrame({
        kind: 'report',
        payload: encodeReport(seen, isEngineering ? engineeringExtra : []),
      });
    },
    answerTo({ kind, payload }) {
      const command = kind === 'config' ? commandIn(payload) : null;
      if (command === null) return null;
      // Outside the configuration only its beginning and its end are obeyed; the latter is [unverified].
      const isDone = isConfiguring || command !== 'readFirmware';
      isConfiguring = command === 'enableConfig' || (isConfiguring && command !== 'endConfig');
      const data = Uint8Array.from(isDone ? answerData[command] : []);
      return encodeFrame({ kind: 'config', payload: encodeAnswer({ command, isDone, data }) });
    },
  };
}
