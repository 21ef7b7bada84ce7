import { signal, type ReadonlySignal } from '@preact/signals';
import type { Intake, KioskFacts } from '../../core/contract/calls.ts';
import { hostOver } from '../../core/contract/client.ts';
import { cardTroubles, type CardTrouble } from '../../core/identity/id-card.ts';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { Privacy } from '../../core/strings/render.ts';
import type { Link } from '../wires/web-socket.ts';
import { openWire } from './open-wire.ts';

/** The machine behind the glass, and what it has told of itself. */
export type Machine = {
  readonly host: Host;
  readonly link: ReadonlySignal<Link>;
  /** Null until the host has answered once. */
  readonly facts: ReadonlySignal<KioskFacts | null>;
  readonly isOnline: ReadonlySignal<boolean>;
  /** False once the printer has said that no slip can be had. */
  readonly isPrinterReady: ReadonlySignal<boolean>;
  readonly hasPressureMonitor: ReadonlySignal<boolean>;
  /** Whether the machine may take errands, and why not. */
  readonly intake: ReadonlySignal<Intake>;
  /** Why no card can be read at present; null while one can. */
  readonly readerTrouble: ReadonlySignal<CardTrouble | null>;
  /** `private` while a handset is in use. */
  readonly privacy: ReadonlySignal<Privacy>;
  /** Asks the host for everything above; null when it does not answer or has no identity yet. */
  readonly ask: () => Promise<KioskFacts | null>;
};

export function connectMachine(clock: Clock): Machine {
  const link = signal<Link>('down');
  const facts = signal<KioskFacts | null>(null);
  const isOnline = signal(false);
  const isPrinterReady = signal(true);
  const hasPressureMonitor = signal(false);
  const intake = signal<Intake>({ state: 'open' });
  const readerTrouble = signal<CardTrouble | null>(null);
  const privacy = signal<Privacy>('public');

  const wire = openWire(clock, (now) => {
    link.value = now;
  });
  const host = hostOver(wire, clock, () => crypto.randomUUID());
  const listen = (isPrivate: boolean) => {
    privacy.value = isPrivate ? 'private' : 'public';
  };
  host.on('listening', (now) => listen(now.private));
  const hearDevice = ({ device, state, cause }: DeviceReport) => {
    const isThere = state === 'online' || state === 'busy';
    if (device === 'receipt-printer') isPrinterReady.value = isThere;
    if (device === 'id-card-reader') readerTrouble.value = isThere ? null : troubleOf(cause);
    if (device === 'blood-pressure-monitor') hasPressureMonitor.value = isThere;
  };
  host.on('device', hearDevice);
  host.on('link', ({ online }) => {
    isOnline.value = online;
  });

  host.on('intake', (now) => {
    intake.value = now;
  });

  async function ask(): Promise<KioskFacts | null> {
    const told = await host.invoke('kiosk.facts', {});
    if (!told.ok) return null;
    facts.value = told.value;
    isOnline.value = told.value.online;
    listen(told.value.privateListening);
    intake.value = told.value.intake;
    told.value.devices.forEach(hearDevice);
    return told.value;
  }

  return {
    host,
    link,
    facts,
    isOnline,
    isPrinterReady,
    hasPressureMonitor,
    intake,
    readerTrouble,
    privacy,
    ask,
  };
}

/** A kiosk whose profile names no reader has none, as far as a customer can tell. */
function troubleOf(cause: string | null): CardTrouble {
  return cardTroubles.find((known) => known === cause && known.startsWith('reader-')) ?? 'reader-missing';
}
