import type { Journal } from '../../../host/journal/journal.ts';
import type { AcceptOptions, Draft } from '../../../sync/outbox/accept.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { newLife, type Life } from '../world/life.ts';
import { browserLocks } from '../world/locks.ts';
import { crashWatch, type CrashKind, type CrashPoint, type PlannedCrash } from './crashes.ts';
import { simulatedDatabase, type DatabaseDamage, type SimulatedDatabase } from './database.ts';
import type { Commit } from './database-log.ts';
import { simulatedDisk, type SimulatedDisk } from './disk.ts';
import type { Enrolment } from './enrolment.ts';
import { startHost } from './host-process.ts';
import { spoiled } from './journal-damage.ts';
import type { MachineParts } from './machine-parts.ts';
import { openWindow } from './open-window.ts';
import { watchedWire } from './watched-wire.ts';
import type { Window } from './window.ts';
import type { Served } from './wire.ts';

type Running = Served & { readonly journal: Journal };

/** As long as a call to the host: either store may be the first to have a record. */
const longestCommitMs = 12;

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
  readonly #told = new Set<string>();

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

  /** Codes of the incidents that staff have heard of, those of a journal that was damaged since among them. */
  get told(): ReadonlySet<string> {
    this.#noteTold();
    return this.#told;
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
    this.#noteTold();
    this.#hostLife?.end();
    this.#hostLife = null;
    this.#host = null;
    this.#later(backAfterMs);
  }

  #noteTold(): void {
    for (const { code } of this.journal?.incidents() ?? []) this.#told.add(code);
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
      onUpload: (body) => this.#parts.rules.onUpload(body),
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
    const parts = this.#parts;
    const life = newLife('window');
    this.#windows.set(life, null);
    const wire = watchedWire(parts, {
      life,
      database: this.database,
      listeners: this.#listeners,
      hostNow: () => this.#host,
      reached: (point, at) => this.reached(point, at),
    });
    const locks = parts.bugs.twoDrainers ? null : this.#locks.of(life);
    void openWindow(parts, { life, wire, locks, database: this.database }).then((window) => {
      if (life.isOver()) return;
      if (window !== null) return void this.#windows.set(life, window);
      this.#windows.delete(life);
      life.end();
      this.#later(restartMs.again);
    });
  }
}
