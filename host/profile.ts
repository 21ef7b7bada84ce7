import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { languages } from '../core/strings/language.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { hubUrlSchema } from './hub-url.ts';

const baudRate = v.picklist([9_600, 19_200, 38_400, 57_600, 115_200]);
const devicePath = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const idCardReaderSchema = v.strictObject({
  /** `/dev/ttyUSB0`, better a udev name such as `/dev/care-kiosk/id-card`; `COM3` on Windows. */
  path: devicePath,
  baudRate: v.optional(baudRate, 115_200),
});
const receiptPrinterSchema = v.strictObject({
  path: devicePath,
  baudRate: v.optional(baudRate, 115_200),
  paperWidthMm: v.optional(v.picklist([58, 80]), 80),
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
  /** Folder of the branch's recorded voice, one folder a language inside; the built-in voice without it. */
  voiceFolder: v.optional(v.pipe(v.string(), v.minLength(1))),
  devices: v.optional(
    v.strictObject({
      idCardReader: v.optional(idCardReaderSchema),
      receiptPrinter: v.optional(receiptPrinterSchema),
    }),
    {},
  ),
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
    return ok(JSON.parse(text));
  } catch {
    return err('not-json');
  }
}
