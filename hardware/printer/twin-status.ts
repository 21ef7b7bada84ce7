/** What a person can do to the printer twin, and what kind of printer it is. */
export type TwinControls = {
  readonly paper: 'full' | 'low' | 'out';
  readonly coverOpen: boolean;
  /** Switched off: hears nothing, says nothing, forgets what it held. */
  readonly silent: boolean;
  /** The blade is stuck. Freed, it works again after the printer was told to recover (`DLE ENQ`). */
  readonly cutterJammed: boolean;
  readonly overheated: boolean;
  /** The roll ends after so many lines of the present or next slip; null: it does not. */
  readonly paperOutAtLine: number | null;
  /** False: a clone that does not know `GS ( H`. */
  readonly supportsProcessId: boolean;
  /** False: one that does not know `GS a`. */
  readonly supportsAutomaticStatus: boolean;
};

export const newTwin: TwinControls = {
  paper: 'full',
  coverOpen: false,
  silent: false,
  cutterJammed: false,
  overheated: false,
  paperOutAtLine: null,
  supportsProcessId: true,
  supportsAutomaticStatus: true,
};

/** A jam stays an error until the printer is told to recover. */
export type TwinCondition = TwinControls & { readonly hasCutterError: boolean };

/** An offline printer works nothing off, and answers real-time commands only. */
export function isOffline(now: TwinCondition): boolean {
  return now.paper === 'out' || now.coverOpen || now.hasCutterError || now.overheated;
}

/** The same printer with paper in, cover closed and nothing stuck. */
export function mended({ supportsProcessId, supportsAutomaticStatus }: TwinControls): TwinControls {
  return { ...newTwin, supportsProcessId, supportsAutomaticStatus };
}

/** The answer to `DLE EOT n`, fixed bits included; none for an n that does not exist. */
export function realTimeStatus(n: number, now: TwinCondition): readonly number[] {
  switch (n) {
    case 1:
      return [0x12 | when(isOffline(now), 0x08)];
    case 2:
      return [
        0x12 |
          when(now.coverOpen, 0x04) |
          when(now.paper === 'out', 0x20) |
          when(now.hasCutterError || now.overheated, 0x40),
      ];
    case 3:
      return [0x12 | when(now.hasCutterError, 0x08) | when(now.overheated, 0x40)];
    case 4:
      return [0x12 | when(now.paper !== 'full', 0x0c) | when(now.paper === 'out', 0x60)];
    default:
      return [];
  }
}

/** The answer to `GS r 1`. */
export function paperSensor(now: TwinCondition): number {
  return when(now.paper !== 'full', 0x03) | when(now.paper === 'out', 0x0c);
}

/** The four bytes that `GS a` switches on. */
export function automaticStatus(now: TwinCondition): readonly [number, number, number, number] {
  return [
    0x10 | when(isOffline(now), 0x08) | when(now.coverOpen, 0x20),
    when(now.hasCutterError, 0x08) | when(now.overheated, 0x40),
    paperSensor(now),
    0,
  ];
}

/** The answer to `GS I n`: a type byte (Hanzi, cutter) or a name between 5F and 00. */
export function identity(n: number): readonly number[] {
  if (n === 2) return [0x03];
  const name = { 65: '1.0', 66: 'CARE', 67: 'TWIN', 68: '0' }[n];
  return name === undefined ? [0x00] : [0x5f, ...Array.from(name, (char) => char.charCodeAt(0)), 0x00];
}

function when(isSet: boolean, mask: number): number {
  return isSet ? mask : 0;
}
