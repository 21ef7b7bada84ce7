import { hostOver } from '../../../core/contract/client.ts';
import type { Host } from '../../../core/contract/host.ts';
import type { KioskFacts, Output } from '../../../core/contract/calls.ts';
import { err } from '../../../core/lib/result.ts';
import type { PrintOutcome } from '../../../core/slips/slip.ts';
import type { Journal } from '../../../host/journal/journal.ts';
import { verifyOnNode } from '../../../host/keys/verify.ts';
import type { AcceptOptions, Draft } from '../../../sync/outbox/accept.ts';
import { openOutbox } from '../../../sync/outbox/open-outbox.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { createUploader, type Uploader, type UploaderParts } from '../../../sync/uploader/uploader.ts';
import { IDBKeyRange } from 'fake-indexeddb';
import type { World } from '../world/world.ts';
import { newLife, type Life } from '../world/life.ts';
import { browserLocks } from '../world/locks.ts';
import type { LineRules } from '../check/line-rules.ts';
import type { Bugs } from '../planted/bugs.ts';
import { deleteSent } from '../planted/delete-sent.ts';
import { crashWatch, type CrashKind, type CrashPoint, type PlannedCrash } from './crashes.ts';
import { simulatedDatabase, type DatabaseDamage, type SimulatedDatabase } from './database.ts';
import type { Commit } from './database-log.ts';
import { simulatedDisk, type SimulatedDisk } from './disk.ts';
import type { Enrolment } from './enrolment.ts';
import { startHost } from './host-process.ts';
import { spoiled } from './journal-damage.ts';
import { heardText, sentText } from './line-text.ts';
import type { Window } from './window.ts';
import { simulatedWire, type Served } from './wire.ts';
import type { WallClock } from './wall-clock.ts';

export type MachineParts = {
  readonly world: World;
  readonly wall: WallClock;
  readonly enrolment: Enrolment;
  readonly trust: KioskFacts['trust'];
  readonly rules: LineRules;
  readonly bugs: Bugs;
  readonly crashes: readonly PlannedCrash[];
  readonly losesAnswer: (name: string) => boolean;
  readonly onCommit: (database: SimulatedDatabase, commit: Commit) => void;
  readonly onUploadAnswer: (window: Life, answer: Output<'hub.upload'>) => void;
  readonly onUpload: (window: Life, body: string) => void;
  /** Something else than the kiosk has been at the database. */
  readonly onDamage: () => void;
  /** What the hub has signed for. */
  readonly receiptedUpTo: () => number;
  readonly put: (transactionId: string) => Promise<PrintOutcome>;
};

type Running = Served & { readonly journal: Journal };

/** As long as a call to the host: either store may be the first to have a record. */
const longestCommitMs = 12;

/** A request has left by then, and may have arrived. */
const afterSendMs = 40;

/** How long people and systems take to bring something back. */
const restartMs = { page: 4_000, host: 3_000, machine: 45_000, again: 15_000 } as const;

/** A kiosk: its disk, its browser's database, its host and its windows. Parts of it die and come back. */
export class Machine {
  readonly #parts: MachineParts;
  readonly disk: SimulatedDisk;
  readonly database: SimulatedDatabase;
  /** Events of the host to its pages. */
  readonly #listeners = new Set<(name: string, payload: unknown) => void>();
  readonly #watch: (point: CrashPoint) => PlannedCrash | null;
  #locks = browserLocks();
  #hostLife: Life | null = null;
  #host: Running | null = null;
  readonly #windows = new Map<Life, Window | null>();
  #isHealing = false;
  #isRetired = false;
  #diskTroubleMs = -1;

  constructor(parts: MachineParts) {
    const { world } = parts;
    this.#parts = parts;
    this.#watch = crashWatch(parts.crashes);
    this.disk = simulatedDisk(
      world.dice,
      (life, step) => {
        if (step === 'written') this.reached('in-journal-write', life);
      },
      (what) => {
        world.witness.struck(`disk ${what}`);
        this.#diskTroubleMs = world.timeline.nowMs();
      },
    );
    this.database = simulatedDatabase(world.dice, world.settling, {
      onBegin: (life, stores) => {
        if (stores.includes('outbox')) this.reached('before-transaction', life);
      },
      onCommit: (life, commit) => this.#onCommit(life, commit),
      whenHeard: (life, flushed, hear) => {
        const delayMs = world.dice.between(0, longestCommitMs);
        world.timeline.after(delayMs, world.air, flushed);
        world.timeline.after(delayMs, life, hear);
      },
    });
    this.database.state.isAlwaysRelaxed = parts.bugs.relaxedDurability;
    this.disk.mood.isLying = parts.bugs.diskThatLies;
  }

  get journal(): Journal | null {
    return this.#host?.journal ?? null;
  }

  /** Windows with an open queue, oldest first. */
  get open(): readonly Window[] {
    return [...this.#windows.values()].filter((window) => window !== null);
  }

  get enrolment(): Enrolment {
    return this.#parts.enrolment;
  }

  /** No crash that was planned strikes any more. */
  heal(): void {
    this.#isHealing = true;
    Object.assign(this.disk.mood, { isFull: false, failingSyncs: 0, failingWrites: 0, failingReads: 0 });
    Object.assign(this.database.state, { isFull: false, refusals: 0 });
  }

  tell(name: 'link', payload: { readonly online: boolean }): void {
    this.#parts.rules.onLink();
    for (const listener of this.#listeners) listener(name, payload);
  }

  /** Switches everything on that is not on. */
  start(): void {
    if (this.#isRetired) return;
    if (this.#hostLife === null) this.#startHost();
    if (this.#windows.size === 0) this.#openWindow();
  }

  /** Says that a point of a record's life is reached; a planned crash strikes there. */
  reached(point: CrashPoint, life: Life): boolean {
    if (this.#isHealing || life.isOver()) return false;
    const crash = this.#watch(point);
    if (crash === null) return false;
    this.#parts.world.witness.struck(`crash ${crash.point}`);
    if (point === 'after-transaction' && crash.kind === 'power-cut' && this.#parts.world.dice.chance(50))
      this.database.loseLastCommit();
    this.crash(crash.kind);
    return true;
  }

  crash(kind: CrashKind): void {
    const { world } = this.#parts;
    world.witness.struck(`crash ${kind}`);
    if (kind === 'page') return this.#endWindows(restartMs.page);
    if (kind === 'host') return this.#endHost(restartMs.host);
    this.#endWindows(restartMs.machine);
    this.#endHost(restartMs.machine);
    this.#locks = browserLocks();
    if (kind !== 'power-cut') return;
    this.#parts.onDamage();
    this.disk.losePower();
    void world.settling.during(this.database.befall('power-cut'));
  }

  /** A page is loaded anew and the older one goes a little later: for a moment there are two (core/contract/frames.ts). */
  replaceWindow(overlapMs: number): void {
    const { timeline, air } = this.#parts.world;
    const older = [...this.#windows.keys()];
    if (older.length === 0) return;
    this.#openWindow();
    timeline.after(overlapMs, air, () => {
      for (const life of older) {
        this.#windows.delete(life);
        life.end();
      }
      this.start();
    });
  }

  get receiptedUpTo(): number {
    return this.#parts.receiptedUpTo();
  }

  hadDiskTroubleSince(atMs: number): boolean {
    return this.#diskTroubleMs >= atMs;
  }

  /** While everything is off. */
  damageDatabase(damage: DatabaseDamage): void {
    this.#switchOff();
    this.#parts.onDamage();
    void this.#parts.world.settling.during(this.database.befall(damage));
  }

  damageDisk(change: Parameters<SimulatedDisk['replace']>[0]): void {
    this.#switchOff();
    this.#diskTroubleMs = this.#parts.world.timeline.nowMs();
    this.disk.replace(change);
  }

  /** A record is gone from both stores. */
  loseRecord({
    sequence,
    transactionId,
  }: {
    readonly sequence: number;
    readonly transactionId: string;
  }): void {
    this.damageDisk((files) => spoiled(files, transactionId));
    this.#parts.onDamage();
    void this.#parts.world.settling.during(this.database.loseRow(sequence));
  }

  /** It never comes back. */
  retire(): void {
    this.#isRetired = true;
    this.#parts.onDamage();
    this.#switchOff();
  }

  #switchOff(): void {
    this.#endWindows(restartMs.machine);
    this.#endHost(restartMs.machine);
  }

  accept(window: Window, draft: Draft, options: AcceptOptions): ReturnType<Outbox['accept']> {
    return this.#parts.bugs.accept(window, draft, options);
  }

  #onCommit(life: Life, commit: Commit): void {
    const { world, onCommit } = this.#parts;
    world.witness.sees('database', JSON.stringify(commit.changes));
    onCommit(this.database, commit);
    const touches = (does: 'put' | 'delete') =>
      commit.changes.some((change) => change.store === 'outbox' && change.does === does);
    if (touches('put')) this.reached('after-transaction', life);
    if (touches('delete')) this.reached('after-delete', life);
  }

  #endWindows(backAfterMs: number): void {
    const lives = [...this.#windows.keys()];
    this.#windows.clear();
    for (const life of lives) life.end();
    this.#later(backAfterMs);
  }

  #endHost(backAfterMs: number): void {
    this.#hostLife?.end();
    this.#hostLife = null;
    this.#host = null;
    this.#later(backAfterMs);
  }

  #later(delayMs: number): void {
    this.#parts.world.timeline.after(delayMs, this.#parts.world.air, () => this.start());
  }

  #startHost(): void {
    const { world, wall, enrolment, trust, bugs, put } = this.#parts;
    const life = newLife('host');
    this.#hostLife = life;
    const clock = wall.of(life);
    const started = startHost({
      life,
      clock,
      enrolment,
      trust,
      put,
      disk: this.disk.of(life),
      bootId: `boot-${world.nextId().slice(0, 8)}`,
      newId: world.nextId,
      onNote: (note) => world.witness.sees('log', JSON.stringify(note)),
      believesAll: bugs.unsignedReceiptAccepted,
    });
    void started.then((host) => {
      if (life.isOver()) return;
      world.witness.note(host.ok ? 'host up' : `host down: ${host.error.detail}`);
      if (!host.ok) return this.#endHost(restartMs.again);
      this.#host = { life, ...host.value };
    });
  }

  #openWindow(): void {
    const life = newLife('window');
    this.#windows.set(life, null);
    void this.#opened(life).then((window) => {
      if (life.isOver()) return;
      if (window !== null) return void this.#windows.set(life, window);
      this.#windows.delete(life);
      life.end();
      this.#later(restartMs.again);
    });
  }

  async #opened(life: Life): Promise<Window | null> {
    const { world, wall, bugs } = this.#parts;
    const clock = wall.of(life);
    const real = hostOver(this.#wire(life), clock, world.nextId);
    const facts = await real.invoke('kiosk.facts', {});
    if (!facts.ok) return null;
    const host = bugs.queueHost(real, world.timeline, life);
    const locks = bugs.twoDrainers ? null : this.#locks.of(life);
    const database = { indexedDB: this.database.of(life), IDBKeyRange };
    const opened = await openOutbox({ host, facts: facts.value, clock, locks, database });
    if (life.isOver()) return null;
    if (!opened.ok) {
      world.witness.note(`window closed: ${opened.error.code} ${opened.error.cause}`);
      return null;
    }
    world.witness.note(`window open, ${opened.value.pending} wait`);
    const parts = { outbox: opened.value, facts: facts.value, clock, locks };
    const uploader = this.#uploader(bugs.lineHost(real), parts);
    uploader.start();
    return { life, host: real, facts: facts.value, database, outbox: opened.value, uploader };
  }

  #uploader(host: Host, parts: Pick<UploaderParts, 'outbox' | 'facts' | 'clock' | 'locks'>): Uploader {
    const { world, bugs } = this.#parts;
    return createUploader({
      ...parts,
      host,
      verify: bugs.unsignedReceiptAccepted ? async () => true : verifyOnNode,
      random: {
        nonce: () => Buffer.from(world.dice.bytes(32)).toString('base64url'),
        fraction: world.dice.fraction,
      },
    });
  }

  #wire(life: Life) {
    const { world, rules, losesAnswer } = this.#parts;
    return simulatedWire({
      page: life,
      dice: world.dice,
      timeline: world.timeline,
      hostNow: () => this.#host,
      losesAnswer,
      listeners: this.#listeners,
      onRequest: (name, text) => {
        if (name !== 'printer.print') world.witness.sees(`wire ${name}`, text);
        if (name !== 'hub.upload') return;
        const { input } = JSON.parse(text) as { input: { body: string } };
        world.witness.note(`sends ${sentText(input.body)}`);
        rules.onRequest(life, input.body);
        if (this.#parts.bugs.deletedAtSending) deleteSent(this.database.of(life), this.enrolment, input.body);
        this.#parts.onUpload(life, input.body);
        world.timeline.after(afterSendMs, life, () => this.reached('after-send', life));
      },
      onBroken: (name) => name === 'hub.upload' && rules.onAnswer(life, err({ code: 'host-unreachable' })),
      onReply: (name, text) => this.#onReply(life, name, JSON.parse(text)),
    });
  }

  #onReply(life: Life, name: string, reply: unknown): void {
    const answer = reply as Parameters<LineRules['onAnswer']>[1];
    if (name === 'journal.append' && answer.ok) this.reached('after-journal', life);
    if (name === 'journal.receipt' && answer.ok) this.reached('before-delete', life);
    if (name !== 'hub.upload') return;
    this.#parts.world.witness.note(`hears ${answer.ok ? heardText(answer.value) : answer.error.code}`);
    this.#parts.rules.onAnswer(life, answer);
    if (answer.ok && !this.reached('after-response', life)) this.#parts.onUploadAnswer(life, answer.value);
  }
}
