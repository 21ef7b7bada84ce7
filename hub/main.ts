import { randomInt } from 'node:crypto';
import { destination, pino } from 'pino';
import { realClock } from '../machine/real-clock.ts';
import { help, parseCommand, type Command } from './cli/command.ts';
import { startDatabase, type DatabaseOptions, type HubDatabase } from './database/database.ts';
import { issueEnrolmentCode } from './enrolment/issue.ts';
import { loadHubKeys } from './keys/hub-keys.ts';
import { buildServer } from './server.ts';

type Serve = Extract<Command, { name: 'serve' }>;
type Enrol = Extract<Command, { name: 'enrol' }>;

/** Requests in hand get this long to finish before the hub goes all the same; then the supervisor need not kill it. */
const stopWithinMs = 15_000;

const exitCodes = { failed: 1, misused: 2 } as const;

// Standard output carries the hub's own JSON line, so the log goes to standard error.
const log = pino({ base: null, level: 'info' }, destination(2));
const clock = realClock();

function databaseOptions(
  place: Serve | Enrol,
  roles: Pick<DatabaseOptions, 'asGuest' | 'onLost'>,
): DatabaseOptions {
  return {
    dataFolder: place.dataFolder,
    url: place.databaseUrl,
    clock,
    onConnectionLost: (cause) => log.warn({ event: 'database-connection-lost', error: cause.name }),
    ...roles,
  };
}

async function enrol(command: Enrol): Promise<void> {
  const database = await startDatabase(databaseOptions(command, { asGuest: true, onLost: () => {} }));
  if (!database.ok) return fail(`${database.error.code}: ${database.error.detail}`);
  const issued = await issueEnrolmentCode(database.value.pool, command.kiosk, clock, randomInt);
  await database.value.stop();
  if (!issued.ok)
    return fail('the kiosk takes 3 to 12 letters A-Z and digits; branch name and code must not be empty');
  process.stdout.write(`${issued.value.code}\n`);
  process.stderr.write(`valid until ${new Date(issued.value.expiresAtMs).toISOString()}\n`);
}

async function serve(command: Serve): Promise<void> {
  const stop = stopper();
  const database = await startDatabase(
    databaseOptions(command, { asGuest: false, onLost: () => stop.now('database-lost') }),
  );
  if (!database.ok) return notReady(database.error);
  const keys = await loadHubKeys(command.dataFolder, database.value.pool, clock);
  if (!keys.ok) {
    await database.value.stop();
    return notReady(keys.error);
  }
  const server = buildServer({
    pool: database.value.pool,
    keys: keys.value,
    clock,
    log,
    staffToken: command.staffToken,
  });
  try {
    const url = await server.listen({ host: command.host, port: command.port });
    stop.with(() => shutDown(server, database.value));
    process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
  } catch (cause) {
    await shutDown(server, database.value);
    notReady({ code: 'address-unavailable', detail: cause instanceof Error ? cause.message : '' });
  }
}

async function shutDown(server: { close(): PromiseLike<unknown> }, database: HubDatabase): Promise<void> {
  await server.close();
  await database.stop();
}

/** Ends the hub once, whatever asks for it and however often; also while it is still starting. */
function stopper() {
  let reason: string | null = null;
  let work: (() => Promise<void>) | null = null;

  function end(): void {
    if (reason === null || work === null) return;
    const exitCode = reason === 'signal' ? 0 : exitCodes.failed;
    setTimeout(() => process.exit(exitCodes.failed), stopWithinMs).unref();
    work().then(
      () => process.exit(exitCode),
      () => process.exit(exitCodes.failed),
    );
    work = null;
  }

  function now(why: string): void {
    if (reason === null) log.info({ event: 'stopping', why });
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

const command = parseCommand(process.argv.slice(2), process.env);
if (!command.ok) {
  process.stderr.write(`${command.error}\n\n${help}`);
  process.exitCode = exitCodes.misused;
} else if (command.value.name === 'help') process.stdout.write(help);
else if (command.value.name === 'enrol') await enrol(command.value);
else await serve(command.value);
