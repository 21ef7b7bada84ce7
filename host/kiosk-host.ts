import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dispatch, type Reply } from '../core/contract/dispatch.ts';
import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { lockData, type DataLock, type DataLockTrouble } from './data-lock.ts';
import type { OpenSerial } from './device-lines.ts';
import type { DeviceHooks, PcscPlace } from './device-parts.ts';
import { connectDevices, type Devices } from './devices.ts';
import { createDock, type Dock } from './dock.ts';
import { createHandset, type Handset } from './handset.ts';
import { eventHub, type Emit, type EventHub } from './event-hub.ts';
import { cardOnReader, type CardOnReader } from './card-on-reader.ts';
import { createHandlers, type Machine } from './handlers.ts';
import { openHubLine } from './hub-line.ts';
import { deviceKeyId } from '../sync/protocol/upload-signature.ts';
import { errnoOf } from '../machine/errno.ts';
import { createIntake, type IntakeGate } from './intake.ts';
import type { HostLog } from './log.ts';
import { joinHub, type Membership } from './membership.ts';
import type { PageFile } from './page-files.ts';
import { paperWatch } from './paper-watch.ts';
import { openPrintDesk, type PrintDesk } from './print-desk.ts';
import { defaultProfile, profileHints, readProfile, type Profile } from './profile.ts';
import { keepSafe, type Safekeeping } from './safekeeping.ts';
import { createStaffBell } from './staff-bell.ts';
import type { StartOptions } from './start-options.ts';
import { voiceAssets } from './voice/assets.ts';
import { createSpeechEngine } from './voice/engine.ts';
import { forkEngine } from './voice/engine-child.ts';
import { createSoundStore } from './voice/sounds.ts';
import { openVoices, type Voices } from './voice/voices.ts';

export type KioskHostParts = Omit<StartOptions, 'logFile'> & {
  readonly clock: Clock;
  readonly log: HostLog;
  readonly openSerial: OpenSerial;
  /** Built-in voice packs; those of a profile's folder come before them. */
  readonly voiceFolder: string;
  /** The optional engine's own program (GPL-3: a process apart). */
  readonly engineScript: string;
  readonly pcsc: PcscPlace;
  /** Where the browser keeps the page's database, when the shell knows: its disk is watched too. */
  readonly browserFolder?: string;
};

/** A kiosk machine without a shell. */
export type KioskHost = {
  /** Serves one request of the page; never rejects. */
  readonly serve: (request: unknown) => Promise<Reply>;
  readonly onEvent: (listener: (name: string, payload: unknown) => void) => () => void;
  /** Sounds below `/voice/`; null for any other path, and for a sound that is not there (any more). */
  readonly asset: (path: string) => Promise<PageFile | null>;
  /** Resolves when devices are released and the journal is closed. */
  readonly stop: () => Promise<void>;
};

/** The only things a kiosk cannot start without. Whatever else fails is told to the page as `needsTechnician`. */
export type KioskHostTrouble = DataLockTrouble;

export async function startKioskHost(parts: KioskHostParts): Promise<Result<KioskHost, KioskHostTrouble>> {
  const lock = await claimFolder(parts.dataFolder);
  if (!lock.ok) return lock;
  const troubles: string[] = [];
  const profile = await profileOrDefault(parts, troubles);
  const member = await memberOrNull(parts, profile, troubles);
  const events = eventHub();
  const intake = createIntake((now) => events.emit('intake', now));
  const safekeeping = await safekeepingOrNull(parts, profile, member, intake, troubles);
  const voices = await openVoices({
    siteFolder: profile.voiceFolder ?? null,
    siteKeys: profile.voiceKeys,
    builtInFolder: parts.voiceFolder,
    log: parts.log,
  });
  const needsTechnician = () => troubles[0] ?? voices.trouble();
  const found = { profile, member, intake, safekeeping, voices, needsTechnician };
  return ok(assemble(parts, lock.value, events, found));
}

type Found = Pick<Machine, 'profile' | 'member' | 'intake' | 'safekeeping' | 'needsTechnician'> & {
  readonly voices: Voices;
};

/** Joins the parts of the machine: each tells what happens to it, and the page hears it as an event. */
function assemble(parts: KioskHostParts, lock: DataLock, events: EventHub, found: Found): KioskHost {
  const { clock, log, mode } = parts;
  const { emit, onEvent } = events;
  const { profile, member, safekeeping } = found;
  const hubUrl = parts.hubUrl ?? profile.hubUrl ?? member?.identity.hubUrl ?? null;
  const signer = member && { keyId: deviceKeyId(member.identity), sign: member.key.sign };
  const place = hubUrl === null ? null : { url: hubUrl, signer };
  const line = openHubLine(clock, place, (online) => emit('link', { online }));
  const card = cardOnReader();
  const handset = createHandset(emit);
  let dock: Dock | null = null;
  function tellDock(): void {
    if (dock !== null) emit('dock', dock.state());
  }
  const bell = createStaffBell(clock, (reason, silent) => {
    log.warn(silent ? 'staff-called-silently' : 'staff-called', reason);
    tellDock();
  });
  const watchPaper = paperWatch(() => {
    // A low roll can wait; a customer who called cannot.
    if (bell.call() === null) bell.ring('paper-low', true);
  });
  const devices = connectDevices({
    ...toldToPage(emit, card, handset),
    clock,
    profile,
    mode,
    openSerial: parts.openSerial,
    pcsc: parts.pcsc,
    onReport(report) {
      log.device(report);
      card.hear(report);
      watchPaper(report);
      emit('device', report);
    },
    onLineTrouble: (device, trouble) => log.warn(trouble, device),
    onSlip: tellDock,
  });
  dock = devices.bench && createDock({ bench: devices.bench, line, bell, handset, emit });
  const sounds = createSoundStore(randomUUID);
  const engine = createSpeechEngine({ clock, start: (listener) => forkEngine(parts.engineScript, listener) });
  const printDesk = printDeskOf(safekeeping, devices);
  const handlers = createHandlers({
    ...found, clock, bootId: randomUUID(), mode, printDesk, devices, card, handset, line, bell, engine, sounds, dock,
  }); // prettier-ignore

  return {
    serve: (request) => dispatch(handlers, clock, request, log.call),
    onEvent,
    asset: voiceAssets(found.voices, sounds),
    async stop() {
      bell.stop();
      line.stop();
      engine.stop();
      sounds.forget();
      await stopDevices(devices, clock, log);
      await closeData(safekeeping, lock);
    },
  };
}

function printDeskOf(safekeeping: Safekeeping | null, { print }: Devices): PrintDesk | null {
  const journal = safekeeping?.journal ?? null;
  return journal && openPrintDesk(journal.printLedger, print);
}

async function closeData(safekeeping: Safekeeping | null, lock: DataLock): Promise<void> {
  try {
    await safekeeping?.stop();
  } finally {
    await lock.release();
  }
}

/** Closing one line takes three seconds at most; a driver that needs longer is left behind. */
const stopDevicesMs = 5_000;

/** Resolves whatever the devices do: the journal and the data folder must not stay open for a line that will not close. */
function stopDevices(devices: Devices, clock: Clock, log: HostLog): Promise<void> {
  return new Promise((settle) => {
    function leave(): void {
      log.warn('devices-not-stopped', '');
      settle();
    }
    const stopWaiting = clock.after(stopDevicesMs, leave);
    devices.stop().then(
      () => {
        stopWaiting();
        settle();
      },
      () => {
        stopWaiting();
        leave();
      },
    );
  });
}

/** What devices tell of a customer goes to the page and nowhere else. */
function toldToPage(emit: Emit, card: CardOnReader, handset: Handset): Omit<DeviceHooks, 'onReport'> {
  return {
    onCard(event) {
      card.note(event);
      emit('card', event);
    },
    onKey: (event) => emit('key', event),
    onHandset: (isLifted) => handset.set('keypad', isLifted),
    onPresence: (event) => emit('presence', event),
    onMeasurement: (event) => emit('blood-pressure', event),
    // No journey asks for these yet.
    onCode: () => {},
    onSocialSecurityCard: () => {},
  };
}

async function claimFolder(folder: string): Promise<Result<DataLock, KioskHostTrouble>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    return err({ code: 'data-folder-unusable', detail: errnoOf(cause) });
  }
  return lockData(folder);
}

/** A profile that does not parse costs its devices, not the kiosk: it starts, and says that a technician is needed. */
async function profileOrDefault(parts: KioskHostParts, troubles: string[]): Promise<Profile> {
  if (parts.profilePath === null) return defaultProfile;
  const read = await readProfile(parts.profilePath);
  if (read.ok) return read.value;
  troubles.push(read.error.code);
  parts.log.warn(read.error.code, `${profileHints[read.error.code]} (${read.error.where})`);
  return defaultProfile;
}

async function memberOrNull(
  parts: KioskHostParts,
  profile: Profile,
  troubles: string[],
): Promise<Membership | null> {
  const { clock, dataFolder, enrolCode } = parts;
  const joined = await joinHub({
    clock,
    dataFolder,
    enrolCode,
    hubUrl: parts.hubUrl ?? profile.hubUrl ?? null,
  });
  if (joined.ok) return joined.value;
  troubles.push(joined.error);
  parts.log.warn('no-identity', joined.error);
  return null;
}

async function safekeepingOrNull(
  parts: KioskHostParts,
  profile: Profile,
  member: Membership | null,
  intake: IntakeGate,
  troubles: string[],
): Promise<Safekeeping | null> {
  if (member === null) return null;
  const safekeeping = await keepSafe({ ...parts, profile, member, intake });
  const trouble = safekeeping.journalTrouble;
  if (trouble !== null) {
    troubles.push(trouble.code);
    parts.log.warn(trouble.code, trouble.detail);
  }
  return safekeeping;
}
