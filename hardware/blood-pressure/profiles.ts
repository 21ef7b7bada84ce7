import type { LineSettings } from '../line-settings.ts';
import { plainLine } from '../line-settings.ts';

/** Where a value stands: the field's number counted from 0, and what stands before its digits. */
export type Place = { readonly at: number; readonly prefix: string };

/** How a frame is cut out of the stream. */
export type Framing =
  /** Ends with CR, LF or silence. Nothing protects its digits but their width. */
  | { readonly kind: 'line' }
  /**
   * `STX text ETX check`. `sum`: all bytes from STX to ETX, modulo 256. `xor`: the bytes between STX and ETX.
   * `lead` comes before the STX and says nothing.
   */
  | { readonly kind: 'stx-etx'; readonly lead: string; readonly check: 'sum' | 'xor' };

/** What one model of monitor sends, as data for the one parser. */
export type BloodPressureProfile = {
  readonly protocol: string;
  readonly framing: Framing;
  readonly separator: string;
  /** How the text of a frame begins. */
  readonly begins: RegExp;
  /** Three characters each, padded with `padding`. */
  readonly places: {
    readonly systolic: Place;
    readonly mean: Place | null;
    readonly diastolic: Place;
    readonly pulse: Place;
  };
  readonly padding: '0' | ' ';
  /** Where the monitor puts its error code, and which one means success; null where that is not known. */
  readonly errorCode: (Place & { readonly none: string }) | null;
  /** How far a mean that the monitor computes may be from (SYS + 2 DIA) / 3; null where it measures the mean itself. */
  readonly meanToleranceMmHg: number | null;
  /** A whole frame's text; the twin puts its own values into it. Its date and time are as little to be trusted as a real one's. */
  readonly sample: string;
  /** The maker's setting first. */
  readonly settings: readonly [LineSettings, ...LineSettings[]];
};

function place(at: number, prefix = ''): Place {
  return { at, prefix };
}

/** Output format 5, manual 2873643-0F page 20: date, time and the 20 characters of a typed-in number come first. */
const omronHbp9030: BloodPressureProfile = {
  protocol: 'Omron HBP-9030',
  framing: { kind: 'line' },
  separator: ',',
  begins: /\d{4},\d{2},\d{2},\d{2},\d{2},/,
  places: { systolic: place(7), mean: null, diastolic: place(8), pulse: place(9) },
  padding: '0',
  errorCode: { ...place(6), none: '0' },
  meanToleranceMmHg: null,
  sample: '2026,07,11,09,05,                    ,0,120,080,072,0',
  settings: [plainLine(9_600)],
};

/** Mode 5, F3; from a capture. */
const omronHbp9020: BloodPressureProfile = {
  protocol: 'Omron HBP-9020 (mode 5, F3)',
  framing: { kind: 'line' },
  separator: ',',
  begins: /bp,/,
  places: { systolic: place(4), mean: place(5), diastolic: place(6), pulse: place(7) },
  padding: '0',
  errorCode: null,
  meanToleranceMmHg: 3,
  sample: 'bp,99999999999999999999,2023/04/27,15:06,140,098,077,068,3',
  settings: [plainLine(9_600)],
};

/**
 * A&D's RA/RB format, from captures of a TM-2657 and a TM-2655. It measures the mean itself: the captures have it 4
 * and 10 mmHg above (SYS + 2 DIA) / 3. Units come set to 9600 or to 2400 baud.
 */
const andTm2657p: BloodPressureProfile = {
  protocol: 'A&D TM-2657P',
  framing: { kind: 'stx-etx', lead: '\x16\x16\x0100', check: 'xor' },
  separator: '\x1e',
  begins: /TM26/,
  places: {
    systolic: place(5, 'S'),
    mean: place(6, 'M'),
    diastolic: place(7, 'D'),
    pulse: place(8, 'P'),
  },
  padding: ' ',
  errorCode: { ...place(4, 'E'), none: '00' },
  meanToleranceMmHg: null,
  sample:
    'TM2657\x1e2411121014\x1eRA\x1eM\x1eE00\x1eS127\x1eM 97\x1eD 76\x1eP 78\x1eI00\x1eL232\x1ep173\x1ei 0\x1em0\x1er0\x1et 35' +
    '\x1ecN\x1el  \x1ed\x1eh     \x1es     \x1ew      \x1ef      \x1ee      \x1eb     \x1e',
  settings: [plainLine(9_600), plainLine(2_400)],
};

/** From a capture. No CR, no LF: the check byte is the end. */
const terumoBr500: BloodPressureProfile = {
  protocol: 'Terumo ES/BR-500',
  framing: { kind: 'stx-etx', lead: '', check: 'sum' },
  separator: ',',
  begins: /R1,/,
  places: { systolic: place(4), mean: place(5), diastolic: place(6), pulse: place(7) },
  padding: '0',
  errorCode: null,
  meanToleranceMmHg: 3,
  sample: 'R1,000000000,260429,103800,119,090,076,083,0000,0000,00000,000',
  settings: [plainLine(9_600)],
};

export const bloodPressureProfiles = {
  'omron-hbp-9030': omronHbp9030,
  'omron-hbp-9020': omronHbp9020,
  'and-tm-2657p': andTm2657p,
  'terumo-br-500': terumoBr500,
} as const;
export type BloodPressureProfileName = keyof typeof bloodPressureProfiles;
