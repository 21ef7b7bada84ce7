/**
 * Payloads of a Hi-Link HLK-LD2410 (serial protocol V1.02 and later, all numbers little endian).
 * Report: `02 AA | state | moving cm, 2 | energy | still cm, 2 | energy | gate cm, 2 | 55 00`; engineering mode says
 * `01 AA …` and more before `55 00`. Command: `word, 2 | value`. Its answer: `word + 100h, 2 | status, 2 | …`.
 */

export type RadarReport =
  | { readonly target: 'none' }
  /** Somebody, so far away. */
  | { readonly target: 'moving' | 'still' | 'both'; readonly distanceCm: number }
  /** The radar measures its own noise and sees nobody meanwhile. */
  | { readonly target: 'calibrating' };

export const radarCommands = {
  enableConfig: [0xff, 0x00, 0x01, 0x00],
  endConfig: [0xfe, 0x00],
  readFirmware: [0xa0, 0x00],
} as const;
export type RadarCommand = keyof typeof radarCommands;

export type RadarAnswer = {
  readonly command: RadarCommand;
  readonly isDone: boolean;
  readonly data: Uint8Array;
};

const basicType = 0x02;
const engineeringType = 0x01;
const basicBytes = 13;
/** A figure beyond these came with a wrong bit: there is no checksum on this line. The radar sees some six metres. */
const maxCm = 1_000;
const maxEnergy = 100;

/** Null for anything that this radar cannot have meant. */
export function decodeReport(payload: Uint8Array): RadarReport | null {
  const [type, head, state = 0, , , movingEnergy = 0, , , stillEnergy = 0] = payload;
  const isBasic = type === basicType && payload.length === basicBytes;
  const isEngineering = type === engineeringType && payload.length > basicBytes;
  const isWhole = head === 0xaa && payload.at(-2) === 0x55 && payload.at(-1) === 0x00;
  if (!(isBasic || isEngineering) || !isWhole) return null;
  const movingCm = word(payload, 3);
  const stillCm = word(payload, 6);
  if (movingCm > maxCm || stillCm > maxCm || word(payload, 9) > maxCm) return null;
  if (movingEnergy > maxEnergy || stillEnergy > maxEnergy) return null;
  return seen(state, movingCm, stillCm);
}

/** The distance of what the state does not name is left over from earlier. */
function seen(state: number, movingCm: number, stillCm: number): RadarReport | null {
  switch (state) {
    case 0:
      return { target: 'none' };
    case 1:
      return { target: 'moving', distanceCm: movingCm };
    case 2:
      return { target: 'still', distanceCm: stillCm };
    case 3:
      return { target: 'both', distanceCm: Math.min(movingCm, stillCm) };
    case 4: // background noise being measured
    case 5: // measured
    case 6: // measuring failed
      return { target: 'calibrating' };
    default:
      return null;
  }
}

/** For a twin. `extra` is what engineering mode says of each gate. */
export function encodeReport(report: RadarReport, extra: readonly number[] = []): Uint8Array {
  const { state, movingCm, stillCm } = measured(report);
  const energy = (cm: number) => (cm === 0 ? 0 : 60);
  const type = extra.length === 0 ? basicType : engineeringType;
  const moving = [...bytesOf(movingCm), energy(movingCm)];
  const still = [...bytesOf(stillCm), energy(stillCm)];
  return Uint8Array.of(type, 0xaa, state, ...moving, ...still, ...bytesOf(stillCm), ...extra, 0x55, 0x00);
}

function measured(report: RadarReport) {
  switch (report.target) {
    case 'none':
      return { state: 0, movingCm: 0, stillCm: 0 };
    case 'moving':
      return { state: 1, movingCm: report.distanceCm, stillCm: 0 };
    case 'still':
      return { state: 2, movingCm: 0, stillCm: report.distanceCm };
    case 'both':
      return { state: 3, movingCm: report.distanceCm, stillCm: report.distanceCm };
    case 'calibrating':
      return { state: 4, movingCm: 0, stillCm: 0 };
    default:
      return report satisfies never;
  }
}

export function commandIn(payload: Uint8Array): RadarCommand | null {
  const isSame = (name: RadarCommand) =>
    payload.length === radarCommands[name].length &&
    radarCommands[name].every((byte, at) => payload[at] === byte);
  return commandNames.find(isSame) ?? null;
}

export function encodeAnswer({ command, isDone, data }: RadarAnswer): Uint8Array {
  return Uint8Array.of(radarCommands[command][0], 0x01, isDone ? 0x00 : 0x01, 0x00, ...data);
}

/** Null for an answer to what this kiosk never asks. */
export function decodeAnswer(payload: Uint8Array): RadarAnswer | null {
  const command = commandNames.find((name) => payload[0] === radarCommands[name][0] && payload[1] === 0x01);
  if (command === undefined || payload.length < 4) return null;
  return { command, isDone: word(payload, 2) === 0, data: payload.slice(4) };
}

/** Firmware as the maker writes it, `V1.02.22062416`: type, version and build date in BCD. Null when it is cut off. */
export function firmwareIn(data: Uint8Array): string | null {
  if (data.length < 8) return null;
  const two = (at: number) => (data[at] ?? 0).toString(16).padStart(2, '0');
  return `V${(data[3] ?? 0).toString(16)}.${two(2)}.${two(7)}${two(6)}${two(5)}${two(4)}`;
}

const commandNames = ['enableConfig', 'endConfig', 'readFirmware'] as const satisfies readonly RadarCommand[];

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function bytesOf(value: number): readonly [low: number, high: number] {
  return [value & 0xff, value >> 8];
}
