import { createHash } from 'node:crypto';
import type { KioskFacts } from '../../../core/contract/calls.ts';
import { dispatch, type CallNote } from '../../../core/contract/dispatch.ts';
import type { Handlers } from '../../../core/contract/host.ts';
import type { Clock } from '../../../core/lib/clock.ts';
import { err, ok } from '../../../core/lib/result.ts';
import type { PrintOutcome } from '../../../core/slips/slip.ts';
import { fetchFromHub } from '../../../host/hub-fetch.ts';
import { openJournal, type Journal } from '../../../host/journal/journal.ts';
import type { JournalDisk } from '../../../host/journal/journal-disk.ts';
import { journalCalls } from '../../../host/journal/journal-calls.ts';
import { checkOf } from '../../../machine/ed25519.ts';
import { openPrintDesk, type PrintDesk } from '../../../host/print-desk.ts';
import { sendUpload } from '../../../host/send-upload.ts';
import { deviceKeyId, signUpload, uploadPath } from '../../../sync/protocol/upload-signature.ts';
import type { Life } from '../world/life.ts';
import type { Enrolment } from './enrolment.ts';

export const journalFolder = '/kiosk/journal';
const uploadDeadlineMs = 25_000;

export type HostParts = {
  readonly life: Life;
  readonly clock: Clock;
  readonly enrolment: Enrolment;
  readonly disk: JournalDisk;
  readonly bootId: string;
  readonly newId: () => string;
  readonly trust: KioskFacts['trust'];
  readonly put: (transactionId: string) => Promise<PrintOutcome>;
  readonly onNote: (note: CallNote) => void;
  /** Hears each upload as it leaves the machine. */
  readonly onUpload: (body: string) => void;
  /** Whether the journal believes every receipt: a bug, not a fault. */
  readonly believesAll: boolean;
};

/** The host of a kiosk, as far as records go through it: the real dispatch, journal, print desk and line. */
export async function startHost(parts: HostParts) {
  const { clock, enrolment, disk, newId, trust, believesAll } = parts;
  const { kioskId, epoch, device } = enrolment;
  const receiptChecks = trust.receiptKeys.map(({ publicKey }) => checkOf(publicKey));
  const opened = await openJournal({
    folder: journalFolder,
    kioskId,
    epoch,
    clock,
    disk,
    newId,
    checkDevice: checkOf(device.publicKey),
    checkHub: (message, signature) => believesAll || receiptChecks.some((check) => check(message, signature)),
  });
  if (!opened.ok) return opened;
  const journal = opened.value;
  const desk = printDeskOf(parts, journal);
  const handlers = {
    ...kioskHandlers(parts, journal),
    ...journalCalls(journal, { ...parts.enrolment, sign: parts.enrolment.device.sign }),
    ...deskHandlers(desk),
  };
  return ok({
    journal,
    serve: (request: unknown) => dispatch(handlers as Handlers, clock, request, parts.onNote),
  });
}

function printDeskOf({ put }: HostParts, journal: Journal): PrintDesk {
  return openPrintDesk(journal.printLedger, ({ blocks: [first] }) =>
    put(first?.kind === 'text' ? first.text : ''),
  );
}

function kioskHandlers(parts: HostParts, journal: Journal): Partial<Handlers> {
  return {
    'kiosk.facts': async () => ok(factsOf(parts)),
    'hub.upload': (upload) => sendUpload(journal, (body) => post(parts, body), upload),
    'trust.offer': async () => err({ code: 'older' }),
    'storage.report': async () => ok({ fits: true }),
    'host.report': async () =>
      ok({
        journalSequence: journal.mark().sequence,
        freeBytes: null,
        closedBecause: null,
        storagePersisted: null,
        incidents: [],
      }),
  };
}

function post({ clock, enrolment, onUpload }: HostParts, body: string): ReturnType<typeof fetchFromHub> {
  onUpload(body);
  const digest = createHash('sha256').update(body).digest();
  return fetchFromHub(clock, `http://hub${uploadPath}`, {
    method: 'POST',
    body,
    headers: signUpload(digest, { keyId: deviceKeyId(enrolment), sign: enrolment.device.sign }),
    deadlineMs: uploadDeadlineMs,
  });
}

function deskHandlers(desk: PrintDesk): Partial<Handlers> {
  return { 'printer.print': (order) => desk.print(order) };
}

function factsOf({ enrolment, clock, bootId, trust }: HostParts): KioskFacts {
  return {
    kioskId: enrolment.kioskId,
    epoch: enrolment.epoch,
    branchName: '测试支公司',
    branchCode: '110101',
    mode: 'site',
    language: 'zh-CN',
    trust,
    clock: { bootId, monotonicMs: Math.round(clock.monotonicMs()), hubOffsetMs: null },
    intake: { state: 'open' },
    utcOffsetMinutes: 480,
    devices: [],
    online: true,
    privateListening: false,
  };
}
