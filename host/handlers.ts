import type { KioskFacts, Output } from '../core/contract/calls.ts';
import type { Handlers } from '../core/contract/host.ts';
import type { Clock } from '../core/lib/clock.ts';
import { err, ok } from '../core/lib/result.ts';
import type { CardOnReader } from './card-on-reader.ts';
import type { Devices } from './devices.ts';
import type { Dock } from './dock.ts';
import type { Handset } from './handset.ts';
import type { HubLine } from './hub-line.ts';
import type { IntakeGate } from './intake.ts';
import { callsWithoutJournal, journalCalls, type JournalCalls } from './journal/journal-calls.ts';
import type { Membership } from './membership.ts';
import type { PrintDesk } from './print-desk.ts';
import type { Profile } from './profile.ts';
import type { Safekeeping } from './safekeeping.ts';
import { sendUpload } from './send-upload.ts';
import type { StaffBell } from './staff-bell.ts';
import type { SpeechEngine } from './voice/engine.ts';
import { voiceHandlers } from './voice/handlers.ts';
import type { SoundStore } from './voice/sounds.ts';

/** The machine behind the contract. Null: this kiosk has no such thing, and the calls on it say so. */
export type Machine = {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** One run of this host. */
  readonly bootId: string;
  readonly profile: Profile;
  readonly mode: 'demo' | 'site';
  readonly member: Membership | null;
  readonly intake: IntakeGate;
  readonly safekeeping: Safekeeping | null;
  readonly printDesk: PrintDesk | null;
  readonly devices: Devices;
  readonly card: CardOnReader;
  readonly handset: Handset;
  readonly line: HubLine;
  readonly bell: StaffBell;
  readonly engine: SpeechEngine;
  readonly sounds: SoundStore;
  /** Null outside demo mode. */
  readonly dock: Dock | null;
  /** A code of core/strings/machine-hints.ts, as of now. */
  readonly needsTechnician: () => string | null;
};

/** Every call of the contract, each a short hand to the part of the machine that does it. */
export function createHandlers(machine: Machine): Handlers {
  return {
    ...kioskHandlers(machine),
    ...journalHandlers(machine),
    ...customerHandlers(machine),
    ...voiceHandlers(machine.engine, machine.sounds),
    ...dockHandlers(machine),
  };
}

type KioskCalls = 'kiosk.facts' | 'hub.upload' | 'trust.offer' | 'storage.report' | 'host.report';

function kioskHandlers(machine: Machine): Pick<Handlers, KioskCalls> {
  const { member, line, safekeeping } = machine;
  return {
    'kiosk.facts': async () =>
      member === null || safekeeping === null
        ? err({ code: 'not-enrolled' })
        : ok(factsOf(machine, member, safekeeping)),
    'trust.offer': async (offer) => safekeeping?.offer(offer) ?? err({ code: 'bad-signature' }),
    'storage.report': async (said) => safekeeping?.hearStorage(said) ?? ok({ fits: true }),
    'host.report': async () => ok(safekeeping?.report() ?? nothingToReport),
    'hub.upload': async (upload) => sendUpload(safekeeping?.journal ?? null, line.upload, upload),
  };
}

/** A kiosk that is not enrolled has no records. */
const nothingToReport: Output<'host.report'> = {
  journalSequence: 0,
  freeBytes: null,
  closedBecause: null,
  storagePersisted: null,
  incidents: [],
};

function factsOf(machine: Machine, { identity }: Membership, { trust }: Safekeeping): KioskFacts {
  const { profile } = machine;
  const needsTechnician = machine.needsTechnician();
  return {
    kioskId: identity.kioskId,
    epoch: identity.epoch,
    branchName: identity.branchName,
    branchCode: identity.branchCode,
    mode: machine.mode,
    language: profile.language,
    trust: trust.now(),
    clock: {
      bootId: machine.bootId,
      monotonicMs: Math.round(machine.clock.monotonicMs()),
      hubOffsetMs: null,
    },
    intake: machine.intake.now(),
    utcOffsetMinutes: profile.utcOffsetMinutes,
    devices: machine.devices.reports(),
    online: machine.line.isOnline(),
    privateListening: machine.handset.isLifted(),
    ...(profile.mmPerPx === undefined ? {} : { mmPerPx: profile.mmPerPx }),
    ...(profile.screenBottomMm === undefined ? {} : { screenBottomMm: profile.screenBottomMm }),
    ...(needsTechnician === null ? {} : { needsTechnician }),
  };
}

function journalHandlers({ member, safekeeping }: Machine): JournalCalls {
  const journal = safekeeping?.journal ?? null;
  const calls =
    journal === null || member === null
      ? callsWithoutJournal
      : journalCalls(journal, { ...member.identity, sign: member.key.sign });
  return { ...calls, 'journal.incident': safekeeping?.hearIncident ?? calls['journal.incident'] };
}

type CustomerCalls = 'card.now' | 'printer.print' | 'staff.call' | 'visit.ended';

function customerHandlers({ card, printDesk, sounds, bell }: Machine): Pick<Handlers, CustomerCalls> {
  return {
    'card.now': async () => ok({ event: card.now() }),
    'printer.print': async (order) => printDesk?.print(order) ?? err({ code: 'disk-error' }),
    'staff.call': async ({ reason, silent }) => {
      bell.ring(reason, silent);
      return ok({});
    },
    'visit.ended': async () => {
      sounds.forget();
      return ok({});
    },
  };
}

type DockCalls = 'state' | 'set' | 'order' | 'slip';

function dockHandlers({ dock }: Machine): Pick<Handlers, `dock.${DockCalls}`> {
  const notDemo = err({ code: 'not-demo' });
  return {
    'dock.state': async () => (dock === null ? notDemo : ok(dock.state())),
    'dock.set': async (wish) => (dock === null ? notDemo : ok(dock.set(wish))),
    'dock.order': async ({ device, words }) => {
      if (dock === null) return notDemo;
      const said = dock.order(device, words);
      return said === null ? err({ code: 'no-such-twin' }) : ok({ said });
    },
    'dock.slip': async ({ index }) => {
      if (dock === null) return notDemo;
      const svg = dock.slip(index);
      return svg === null ? err({ code: 'no-such-slip' }) : ok({ svg });
    },
  };
}
