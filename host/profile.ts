import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { languages } from '../core/strings/language.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { bytes32Schema } from '../core/records/envelope.ts';
import { bloodPressureKind } from '../hardware/blood-pressure/cli.ts';
import { codeScannerKind } from '../hardware/code-scanner/cli.ts';
import { scannerModels, terminators } from '../hardware/code-scanner/models.ts';
import type { DeviceKind } from '../hardware/device.ts';
import { idCardReaderKind } from '../hardware/id-card/cli.ts';
import { keypadProfileNames, keypadProfiles } from '../hardware/keypad/profiles.ts';
import { tcpAddressIn } from '../hardware/line-address.ts';
import { presenceRadarKind } from '../hardware/presence-radar/cli.ts';
import { receiptPrinterKind } from '../hardware/printer/cli.ts';
import { printerDialects } from '../hardware/printer/dialect.ts';
import { hubUrlSchema } from './hub-url.ts';

const baudRates: readonly number[] = [
  1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 256_000, 460_800, 921_600,
];
const terminatorNames = Object.keys(terminators) as (keyof typeof terminators)[];
const usbId = v.pipe(v.string(), v.regex(/^[\da-f]{4}$/i));
const address = v.union([
  /** `/dev/ttyUSB0`, better a udev name such as `/dev/care-kiosk/id-card`; `COM3` on Windows; `tcp://host:port`. */
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(200),
    v.check((path) => !path.startsWith('tcp:') || tcpAddressIn(path) !== null),
  ),
  /** Looked up at each opening, so that the device may be plugged in anywhere. */
  v.strictObject({
    vendorId: usbId,
    productId: usbId,
    serialNumber: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  }),
]);

const settings = {
  baudRate: v.pipe(
    v.number(),
    v.check((rate) => baudRates.includes(rate)),
  ),
  dataBits: v.picklist([7, 8]),
  parity: v.picklist(['none', 'even', 'odd']),
  stopBits: v.picklist([1, 2]),
  flow: v.picklist(['none', 'xon-xoff', 'rts-cts']),
};

/** A line as far as the profile says how it is set. */
const lineSaid = {
  path: address,
  baudRate: v.exactOptional(settings.baudRate),
  dataBits: v.exactOptional(settings.dataBits),
  parity: v.exactOptional(settings.parity),
  stopBits: v.exactOptional(settings.stopBits),
  flow: v.exactOptional(settings.flow),
};

/** A line, set as its kind of device comes from the maker unless the profile says otherwise. */
function lineEntries({ defaultSettings: usual }: DeviceKind) {
  return {
    path: address,
    baudRate: v.optional(settings.baudRate, usual.baudRate),
    dataBits: v.optional(settings.dataBits, usual.dataBits),
    parity: v.optional(settings.parity, usual.parity),
    stopBits: v.optional(settings.stopBits, usual.stopBits),
    flow: v.optional(settings.flow, usual.flow),
  };
}

const devicesSchema = v.strictObject({
  idCardReader: v.optional(v.strictObject(lineEntries(idCardReaderKind))),
  receiptPrinter: v.optional(
    v.strictObject({
      ...lineEntries(receiptPrinterKind),
      paperWidthMm: v.optional(v.picklist([58, 80]), 80),
      dialect: v.optional(v.picklist(printerDialects), 'epson'),
    }),
  ),
  codeScanner: v.optional(
    v.strictObject({
      ...lineEntries(codeScannerKind),
      model: v.optional(v.picklist(scannerModels), 'gm65'),
      terminator: v.optional(v.picklist(terminatorNames), 'cr'),
    }),
  ),
  presenceRadar: v.optional(
    v.strictObject({
      ...lineEntries(presenceRadarKind),
      /** Somebody within this distance is taken for a customer. */
      nearCm: v.optional(v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(600)), 120),
    }),
  ),
  keypad: v.optional(
    v.pipe(
      v.strictObject({ ...lineSaid, model: v.optional(v.picklist(keypadProfileNames), 'nav-pad') }),
      // Each model has a line of its own, and none is the usual one.
      v.transform((said) => ({ ...keypadProfiles[said.model].settings, ...said })),
    ),
  ),
  bloodPressureMonitor: v.optional(v.strictObject(lineEntries(bloodPressureKind))),
  /** The first reader that PC/SC knows: it has no line of its own. */
  socialSecurityReader: v.optional(v.strictObject({})),
});

const journalSchema = v.strictObject({
  /** Segments that the hub has receipted go after so many days. */
  retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650)), 30),
  /** Above this much in all, younger ones go too. */
  totalMB: v.optional(v.pipe(v.number(), v.integer(), v.minValue(32), v.maxValue(1_000_000)), 1_024),
  /** Folder of the second copy, such as a USB stick or a share. It must be there: the kiosk never makes it. */
  copyPath: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
});

const diskSchema = v.strictObject({
  /** With less room than this no errands are taken. */
  floorMB: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 500),
  /** Held back for receipts and incidents, should the disk become full all the same. */
  ballastMB: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 64),
});

/**
 * The site profile: what a technician says once about this machine and its branch. A misspelt key is refused rather
 * than ignored, because an ignored `receiptPrintr` would look like a kiosk without a printer.
 */
const profileSchema = v.strictObject({
  version: v.literal(1),
  /** Base address of the branch hub. */
  hubUrl: v.optional(hubUrlSchema),
  /** Language of the idle screen, and after each customer (I9). */
  language: v.optional(v.picklist(languages), 'zh-CN'),
  /** Offset of the branch's time zone from UTC, minutes. China has had no summer time since 1991. */
  utcOffsetMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-720), v.maxValue(840)), 480),
  /** Physical size of a CSS pixel on this panel; a 32" 1080 x 1920 panel has 0.37. */
  mmPerPx: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(2))),
  /** Height of the picture's lower edge above the floor. */
  screenBottomMm: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1_200))),
  /** Folder of the branch's recorded voices, one `.cvp` folder a pack inside; they come before the built-in ones. */
  voiceFolder: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Who may sign voice packs: Ed25519 public keys, raw 32 bytes as base64url, as `npm run voice -- key` prints them. */
  voiceKeys: v.optional(v.pipe(v.array(bytes32Schema), v.maxLength(8)), []),
  journal: v.optional(journalSchema, {}),
  disk: v.optional(diskSchema, {}),
  devices: v.optional(devicesSchema, {}),
});
export type Profile = v.InferOutput<typeof profileSchema>;

/** What a kiosk without a profile assumes: no device, and the hub it was enrolled with. */
export const defaultProfile: Profile = v.parse(profileSchema, { version: 1 });

export type ProfileTrouble = {
  readonly code: 'profile-missing' | 'profile-not-json' | 'profile-invalid';
  /** The keys that are wrong, e.g. `devices.receiptPrinter.baudRate`. */
  readonly where: string;
};

/** For the technician, on the console and in the log. */
export const profileHints: Record<ProfileTrouble['code'], string> = {
  'profile-missing': 'The site profile cannot be read. Check its path and that the kiosk user may read it.',
  'profile-not-json': 'The site profile is not JSON. Look for a missing comma or bracket.',
  'profile-invalid': 'The site profile has keys or values this kiosk does not know; they are named below.',
};

/**
 * Reads a site profile. A profile that does not parse never stops the kiosk (I11): the caller goes on with
 * `defaultProfile`, tells the screen that a technician is needed, and leaves the file where it is for inspection.
 */
export async function readProfile(path: string): Promise<Result<Profile, ProfileTrouble>> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return err({ code: 'profile-missing', where: path });
  return parseProfile(text);
}

export function parseProfile(text: string): Result<Profile, ProfileTrouble> {
  const json = parseJson(text);
  if (!json.ok) return err({ code: 'profile-not-json', where: 'the whole file' });
  const parsed = v.safeParse(profileSchema, json.value);
  if (parsed.success) return ok(parsed.output);
  const where = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the whole file').join(', ');
  return err({ code: 'profile-invalid', where });
}

function parseJson(text: string): Result<unknown, 'not-json'> {
  try {
    // The byte order mark that Windows editors write is no JSON.
    return ok(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    return err('not-json');
  }
}
