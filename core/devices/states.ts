import * as v from 'valibot';

/** XFS4IoT `Common.Status` device states, as far as this kiosk tells them apart. */
export const deviceStates = [
  'online',
  'offline',
  'no-device',
  'hardware-error',
  'user-error',
  'busy',
] as const;
export const deviceStateSchema = v.picklist(deviceStates);
export type DeviceState = (typeof deviceStates)[number];

/** XFS4IoT `Printer.Status` paper states. */
export const paperStates = ['full', 'low', 'out', 'jammed', 'unknown'] as const;
export const paperStateSchema = v.picklist(paperStates);
export type PaperState = (typeof paperStates)[number];

export const deviceNames = [
  'id-card-reader',
  'receipt-printer',
  'code-scanner',
  'blood-pressure-monitor',
  'presence-radar',
  'keypad',
  'social-security-reader',
] as const;
export type DeviceName = (typeof deviceNames)[number];

export const deviceReportSchema = v.object({
  device: v.picklist(deviceNames),
  state: deviceStateSchema,
  /** Named cause, e.g. `paper-out`, `reader-silent`; for staff and logs, never personal. */
  cause: v.nullable(v.string()),
  paper: v.optional(paperStateSchema),
  /** Which one it is, as far as it says so once it is online: a card reader's SAM id. */
  unit: v.optional(v.string()),
});
export type DeviceReport = v.InferOutput<typeof deviceReportSchema>;
