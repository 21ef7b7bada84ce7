import type { DeviceName, DeviceReport } from '../core/devices/states.ts';
import type { Clock } from '../core/lib/clock.ts';
import type { Random } from '../core/lib/random.ts';
import type { LineSettings } from './line-settings.ts';
import type { PortOpener } from './port.ts';
import type { DeviceTwin } from './twin.ts';

/** One finding of a self-test, for the technician. Fixed words and figures, nothing personal. */
export type Finding = { readonly name: string; readonly value: string; readonly isGood: boolean };
export type SelfTest = { readonly passed: boolean; readonly findings: readonly Finding[] };

/** What every driver offers, whatever it drives. State changes (XFS4IoT) go to the `onState` given to its maker. */
export type DeviceDriver = {
  /** Connects, and reconnects for as long as it takes. Starting twice is starting once. */
  readonly start: () => void;
  /** Resolves when the line is free for another program; nothing is told afterwards. */
  readonly stop: () => Promise<void>;
  /** Asks the device how it is, within ten seconds. Fails with findings, never by throwing. Does not print or measure. */
  readonly selfTest: () => Promise<SelfTest>;
};

/** How to recognise a device by talking to it. */
export type ProbeRecipe = {
  /** As the maker or the standard calls it: `SAM_V`, `ESC/POS`. */
  readonly protocol: string;
  /** In the order to try. */
  readonly settings: readonly LineSettings[];
  /** Empty for a device that speaks unasked. */
  readonly hello: Uint8Array;
  /** Whether everything that has come since the hello holds an answer of this protocol. Never throws. */
  readonly isAnswer: (bytes: Uint8Array) => boolean;
  readonly patienceMs: number;
};

/** What a watching technician sees: state with cause, and events without anything personal. */
export type WatchParts = {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly onState: (report: DeviceReport) => void;
  /** One line a happening, e.g. `card read: resident, name of 3 characters`. */
  readonly say: (happening: string) => void;
};

export type TwinParts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: LineSettings;
  /** Properties of this unit by name, e.g. `paper` = `58`; an unknown name or value is ignored. */
  readonly options: Readonly<Record<string, string>>;
};

/** A kind of device as the catalogue lists it: everything a tool needs, whatever the kind. */
export type DeviceKind = {
  readonly device: DeviceName;
  /** Null for a device that cannot be recognised on a line. */
  readonly probe: ProbeRecipe | null;
  readonly defaultSettings: LineSettings;
  readonly createTwin: (parts: TwinParts) => DeviceTwin;
  /** A driver whose events are told as lines without personal data. */
  readonly createWatch: (parts: WatchParts) => DeviceDriver;
};
