import { randomInt, randomUUID } from 'node:crypto';
import { destination, pino } from 'pino';
import { ok } from '../core/lib/result.ts';
import { leaveNoDumps } from '../machine/no-dumps.ts';
import { realClock } from '../machine/real-clock.ts';
import { help, parseCommand, type Command } from './cli/command.ts';
import { operate, type OperatorCommand } from './cli/operate.ts';
import { migrateAs, startDatabase, type DatabaseOptions, type HubDatabase } from './database/database.ts';
import { headOfficeAt } from './forward/head-office.ts';
import { startForwarder, type Forwarder } from './forward/forwarder.ts';
import { followRotations } from './keys/follow-rotations.ts';
import { loadHubKeys, type HubKeys } from './keys/hub-keys.ts';
import { dayIn } from './rules/day-in-china.ts';
import { buildServer } from './server.ts';
import { calendarTrouble, type WorkCalendar } from './work/calendar.ts';
import { readCalendar } from './work/read-calendar.ts';
import { sampleCalendar } from './work/sample-calendar.ts';

type Serve = Extract<Command, { name: 'serve' }>;
type Place = Pick<Serve, 'dataFolder' | 'databaseUrl'>;

/** Requests in hand get this long to finish before the hub goes all the same; then the supervisor need not kill it. */
const stopWithinMs = 15_000;
/** A start that is asked to end gets this long to come to where it can; then the next one takes over what it leaves. */
const startedWithinMs = 3_000;

const exitCodes = { failed: 1, misused: 2 } as const;

// Standard output carries the hub's own JSON line, so the log goes to standard error.
const log = pino({ base: null, level: 'info' }, destination(2));
const clock = realClock();
leaveNoDumps();

const tellConnectionLost = (cause: Error): void =>
  log.warn({ event: 'database-connection-lost', error: cause.name });

function databaseOptions(place: Place, roles: Pick<DatabaseOptions, 'asGuest' | 'onLost'>): DatabaseOptions {
  return {
    dataFolder: place.dataFolder,
    url: place.databaseUrl,
    clock,
    onConnectionLost: tellConnectionLost,
    ...roles,
  };
}

async function serve(command: Serve): Promise<void> {
  const stop = stopper();
  const calendar =
    command.calendarFile === undefined ? ok(sampleCalendar) : await readCalendar(command.calendarFile);
  if (!calendar.ok) return notReady(calendar.error);
  const database = await startDatabase(
    databaseOptions(command, { asGuest: false, onLost: () => stop.now('database-lost') }),
  );
  if (!database.ok) return notReady(database.error);
  sayWhatIsProvisional(command, database.value, calendar.value);
  const keys = await loadHubKeys(command.dataFolder, database.value.pool, clock);
  if (!keys.ok) {
    await database.value.stop();
    return notReady(keys.error);
  }
  const { pool } = database.value;
  const keyRing = followRotations({ dataFolder: command.dataFolder, pool, clock }, keys.value, (code) =>
    log.error({ event: 'keys-not-followed', code }),
  );
  const forwarder = forwarderFor(command, pool, keyRing.keys);
  const server = buildServer({
    pool,
    keys: keyRing.keys,
    clock,
    log,
    staffToken: command.staffToken,
    gapAlertMinutes: command.gapAlertMinutes,
    calendar: calendar.value,
    ...(forwarder === null ? {} : { tier: forwarder.tier, onStored: forwarder.wake }),
  });
  server.addHook('onClose', keyRing.stop);
  if (forwarder !== null) server.addHook('onClose', () => forwarder.stop());
  try {
    const url = await server.listen({ host: command.host, port: command.port });
    stop.with(() => shutDown(server, database.value));
    process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
  } catch (cause) {
    await shutDown(server, database.value);
    notReady({ code: 'address-unavailable', detail: cause instanceof Error ? cause.message : '' });
  }
}

/** Good for a first try. A branch that works like this should hear of it with every start. */
function sayWhatIsProvisional(
  { staffToken }: Serve,
  { ownsSchema }: HubDatabase,
  calendar: WorkCalendar,
): void {
  const say = (event: string, section: string) =>
    log.error({ event, do: `see "${section}" in docs/operate/hub.md` });
  if (ownsSchema) say('serving-as-owner', 'Roles');
  if (staffToken === undefined) say('no-staff-token', 'See what is going on');
  const trouble = calendarTrouble(calendar, dayIn(clock.nowMs()));
  if (trouble !== null) say(trouble, 'The calendar');
}

function forwarderFor({ upstream }: Serve, pool: HubDatabase['pool'], keys: HubKeys): Forwarder | null {
  if (upstream === undefined) return null;
  return startForwarder({
    pool,
    keys,
    clock,
    office: headOfficeAt(upstream.url, clock, keys),
    officeKey: upstream.key,
    bootId: randomUUID(),
    fraction: () => randomInt(2 ** 32) / 2 ** 32,
    onTrouble: (trouble) => log.warn({ event: 'not-forwarded', ...trouble }),
  });
}

async function shutDown(server: { close(): PromiseLike<unknown> }, database: HubDatabase): Promise<void> {
  await server.close();
  await database.stop();
}

/** Ends the hub once, whatever asks for it and however often; also while it is still starting. */
function stopper() {
  let reason: string | null = null;
  let work: (() => Promise<void>) | null = null;
  let deadline: NodeJS.Timeout | undefined;

  function exitWithin(ms: number): void {
    clearTimeout(deadline);
    deadline = setTimeout(() => process.exit(exitCodes.failed), ms).unref();
  }

  function end(): void {
    if (reason === null || work === null) return;
    const exitCode = reason === 'signal' ? 0 : exitCodes.failed;
    exitWithin(stopWithinMs);
    work().then(
      () => process.exit(exitCode),
      () => process.exit(exitCodes.failed),
    );
    work = null;
  }

  function now(why: string): void {
    if (reason === null) {
      log.info({ event: 'stopping', why });
      exitWithin(startedWithinMs);
    }
    reason ??= why;
    end();
  }

  process.on('SIGTERM', () => now('signal'));
  process.on('SIGINT', () => now('signal'));
  return {
    now,
    with(how: () => Promise<void>) {
      work = how;
      end();
    },
  };
}

function notReady(trouble: { readonly code: string; readonly detail: string }): void {
  process.stdout.write(`${JSON.stringify({ ready: false, error: trouble.code })}\n`);
  fail(`${trouble.code}: ${trouble.detail}`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCodes.failed;
}

async function migrate({ ownerUrl, servingRole }: Extract<Command, { name: 'migrate' }>): Promise<void> {
  const migrated = await migrateAs(ownerUrl, servingRole, tellConnectionLost);
  if (!migrated.ok) return fail(`${migrated.error.code}: ${migrated.error.detail}`);
  process.stdout.write(`up to date; ${servingRole} may serve\n`);
}

/** Beside a running hub or without one. */
async function operateAsGuest(todo: OperatorCommand): Promise<void> {
  const database = await startDatabase(databaseOptions(todo, { asGuest: true, onLost: () => {} }));
  if (!database.ok) return fail(`${database.error.code}: ${database.error.detail}`);
  try {
    const done = await operate(todo, database.value.pool, clock);
    if (!done.ok) return fail(done.error);
    for (const line of done.value.said) process.stdout.write(`${line}\n`);
    if (done.value.note !== undefined) process.stderr.write(`${done.value.note}\n`);
  } finally {
    await database.value.stop();
  }
}

const command = parseCommand(process.argv.slice(2), process.env);
if (!command.ok) {
  process.stderr.write(`${command.error}\n\n${help}`);
  process.exitCode = exitCodes.misused;
} else if (command.value.name === 'help') process.stdout.write(help);
else if (command.value.name === 'serve') await serve(command.value);
else if (command.value.name === 'migrate') await migrate(command.value);
else await operateAsGuest(command.value);
