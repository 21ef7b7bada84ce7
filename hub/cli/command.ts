import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { KioskApplication } from '../enrolment/issue.ts';

export const help = `The receiving server of a branch.

  node dist/hub/main.js [serve] [options]
  node dist/hub/main.js enrol --kiosk K01 --branch-name NAME --branch-code CODE [options]

serve   takes records until it is told to stop (SIGTERM, SIGINT). The first line on standard output is JSON:
        {"ready":true,"url":"http://127.0.0.1:8180"} or {"ready":false,"error":"..."}. Logs go to standard error.
enrol   prints a one-time code, valid for 24 hours, with which kiosk K01 may enrol. The hub may be running or not.

options                   or environment     default
  --data FOLDER           HUB_DATA           .care-kiosk/hub     keys, password, embedded database
  --database-url URL      DATABASE_URL       embedded PostgreSQL
  --host ADDRESS          HUB_HOST           127.0.0.1           0.0.0.0 behind a firewall and TLS only
  --port NUMBER           HUB_PORT           8180                0 takes any free port
  (environment only)      HUB_STAFF_TOKEN    none                16 characters or more: password of the status page
  --help
`;

type Place = { readonly dataFolder: string; readonly databaseUrl: string | undefined };
export type Command =
  | { readonly name: 'help' }
  | ({
      readonly name: 'serve';
      readonly host: string;
      readonly port: number;
      readonly staffToken: string | undefined;
    } & Place)
  | ({ readonly name: 'enrol'; readonly kiosk: KioskApplication } & Place);

const optionNames = {
  help: { type: 'boolean' },
  data: { type: 'string' },
  'database-url': { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  kiosk: { type: 'string' },
  'branch-name': { type: 'string' },
  'branch-code': { type: 'string' },
} as const;

const portSchema = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));
const staffTokenSchema = v.optional(v.pipe(v.string(), v.minLength(16)));

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the command line; options win over the environment. The error is a sentence for the person who typed it. */
export function parseCommand(args: readonly string[], env: Environment): Result<Command, string> {
  const parsed = parseOptions(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return ok({ name: 'help' });
  const place: Place = {
    dataFolder: values.data ?? env.HUB_DATA ?? '.care-kiosk/hub',
    databaseUrl: values['database-url'] ?? env.DATABASE_URL,
  };
  const [name = 'serve', ...more] = positionals;
  if (more.length > 0) return err(`what is "${more.join(' ')}"?`);
  switch (name) {
    case 'serve':
      return serveCommand(values, env, place);
    case 'enrol':
      return enrolCommand(values, place);
    default:
      return err(`no command "${name}"`);
  }
}

function parseOptions(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: optionNames, allowPositionals: true }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

type Values = Extract<ReturnType<typeof parseOptions>, { ok: true }>['value']['values'];

function serveCommand(values: Values, env: Environment, place: Place): Result<Command, string> {
  const port = v.safeParse(portSchema, values.port ?? env.HUB_PORT ?? '8180');
  if (!port.success) return err('--port takes a number from 0 to 65535');
  const staffToken = v.safeParse(staffTokenSchema, env.HUB_STAFF_TOKEN);
  if (!staffToken.success) return err('HUB_STAFF_TOKEN needs 16 characters or more');
  const host = values.host ?? env.HUB_HOST ?? '127.0.0.1';
  return ok({ name: 'serve', host, port: port.output, staffToken: staffToken.output, ...place });
}

function enrolCommand(values: Values, place: Place): Result<Command, string> {
  const { kiosk: kioskId, 'branch-name': branchName, 'branch-code': branchCode } = values;
  if (kioskId === undefined || branchName === undefined || branchCode === undefined) {
    return err('enrol needs --kiosk, --branch-name and --branch-code');
  }
  return ok({ name: 'enrol', kiosk: { kioskId, branchName, branchCode }, ...place });
}
