import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { KioskApplication } from '../enrolment/issue.ts';
import { namedKeySchema, type NamedKey } from '../../sync/protocol/signed-text.ts';
import { keyPurposes, type KeyPurpose } from '../keys/key-file.ts';

export const help = `The receiving server of a branch.

  node dist/hub/main.js [serve] [options]
  node dist/hub/main.js enrol --kiosk K01 --branch-name NAME --branch-code CODE [options]
  node dist/hub/main.js rotate-key sealing|receipt|rules [options]
  node dist/hub/main.js publish-rules FILE [options]
  node dist/hub/main.js show-keys [options]
  node dist/hub/main.js trust-branch ID:KEY --branch-name NAME [--replaces ID] [options]
  node dist/hub/main.js adopt-keys FILE [options]
  node dist/hub/main.js give-up-keys ID[,ID...] [options]
  node dist/hub/main.js migrate

serve   takes records until it is told to stop (SIGTERM, SIGINT). The first line on standard output is JSON:
        {"ready":true,"url":"http://127.0.0.1:8180"} or {"ready":false,"error":"..."}. Logs go to standard error.
enrol   prints a one-time code, valid for 24 hours, with which kiosk K01 may enrol. The hub may be running or not.
rotate-key     makes a new key and announces it to every kiosk, signed by the receipt key they trust. Running hubs
               follow within half a minute; the older keys stay in hub-keys.json, which belongs into the next backup.
show-keys      prints the public keys, newest first, as ID:KEY.
trust-branch   at a head office: takes the kiosks that a branch hub introduces. ID:KEY is its receipt key, by show-keys there.
               After the branch has rotated it: the new one, and with --replaces the name of the one before.
adopt-keys     at a head office: opens what was sealed to a branch hub. FILE is a copy of its hub-keys.json: a secret.
give-up-keys   the hub does not start while hub-keys.json lacks keys that the database knows. Only when no copy of the file has
               them any more: what was sealed to a key that is given up can never be opened.
migrate        brings a PostgreSQL of your own up to date as its owner (DATABASE_MIGRATION_URL), and gives the user of
               DATABASE_URL, who serves, the few rights he needs. The embedded one looks after itself.
publish-rules  signs the rules pack in FILE (JSON) and offers it to every kiosk with its next upload.

options                   or environment     default
  --data FOLDER           HUB_DATA           .care-kiosk/hub     keys, password, embedded database
  --database-url URL      DATABASE_URL       embedded PostgreSQL
  --host ADDRESS          HUB_HOST           127.0.0.1           0.0.0.0 behind a firewall and TLS only
  --port NUMBER           HUB_PORT           8180                0 takes any free port
  --upstream URL          HUB_UPSTREAM       none                the head office, for a branch hub (serve)
  --upstream-key ID:KEY   HUB_UPSTREAM_KEY   none                its receipt key, by show-keys there
  --calendar FILE         HUB_CALENDAR       a sample            holidays and make-up workdays (JSON), for due times (serve)
  --gap-alert-minutes N   HUB_GAP_ALERT_MINUTES  15             how long a record may be missing before staff are told
  (environment only)      DATABASE_MIGRATION_URL  none          the owner of the database (migrate)
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
      readonly gapAlertMinutes: number;
      /** On which days the branch works; undefined: the built-in sample. */
      readonly calendarFile: string | undefined;
      /** The hub above this one; undefined at a head office. */
      readonly upstream: { readonly url: string; readonly key: NamedKey } | undefined;
    } & Place)
  | ({ readonly name: 'enrol'; readonly kiosk: KioskApplication } & Place)
  | ({ readonly name: 'rotate-key'; readonly purpose: KeyPurpose } & Place)
  | ({ readonly name: 'publish-rules'; readonly file: string } & Place)
  | ({ readonly name: 'adopt-keys'; readonly file: string } & Place)
  | ({ readonly name: 'show-keys' } & Place)
  | ({ readonly name: 'give-up-keys'; readonly ids: readonly string[] } & Place)
  | { readonly name: 'migrate'; readonly ownerUrl: string; readonly servingRole: string }
  | ({
      readonly name: 'trust-branch';
      readonly key: NamedKey;
      readonly branchName: string;
      readonly replaces: string | undefined;
    } & Place);

const optionNames = {
  help: { type: 'boolean' },
  data: { type: 'string' },
  'database-url': { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  upstream: { type: 'string' },
  'upstream-key': { type: 'string' },
  'gap-alert-minutes': { type: 'string' },
  calendar: { type: 'string' },
  kiosk: { type: 'string' },
  'branch-name': { type: 'string' },
  'branch-code': { type: 'string' },
  replaces: { type: 'string' },
} as const;

const portSchema = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));
const minutesSchema = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.minValue(1));
const staffTokenSchema = v.optional(v.pipe(v.string(), v.minLength(16)));

const takesWord: readonly string[] = [
  'rotate-key',
  'publish-rules',
  'adopt-keys',
  'trust-branch',
  'give-up-keys',
];

/** `receipt-0123456789ab:…`, as `show-keys` prints it. */
const namedKeyTextSchema = v.pipe(
  v.string(),
  v.transform((text) => {
    const at = text.indexOf(':');
    return { id: text.slice(0, at), publicKey: text.slice(at + 1) };
  }),
  namedKeySchema,
);

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
  const [name = 'serve', ...words] = positionals;
  const [word = ''] = words;
  const more = words.slice(takesWord.includes(name) ? 1 : 0);
  if (more.length > 0) return err(`what is "${more.join(' ')}"?`);
  switch (name) {
    case 'serve':
      return serveCommand(values, env, place);
    case 'enrol':
      return enrolCommand(values, place);
    case 'rotate-key': {
      const purpose = keyPurposes.find((known) => known === word);
      return purpose === undefined
        ? err(`rotate-key takes one of ${keyPurposes.join(', ')}`)
        : ok({ name, purpose, ...place });
    }
    case 'publish-rules':
    case 'adopt-keys':
      return word === '' ? err(`${name} needs the file`) : ok({ name, file: word, ...place });
    case 'show-keys':
      return ok({ name, ...place });
    case 'give-up-keys':
      return word === '' ? err('give-up-keys needs the names') : ok({ name, ids: word.split(','), ...place });
    case 'migrate':
      return migrateCommand(place.databaseUrl, env['DATABASE_MIGRATION_URL']);
    case 'trust-branch': {
      const key = v.safeParse(namedKeyTextSchema, word);
      const branchName = values['branch-name'];
      return key.success && branchName !== undefined
        ? ok({ name, key: key.output, branchName, replaces: values.replaces, ...place })
        : err('trust-branch needs ID:KEY, as show-keys prints it, and --branch-name');
    }
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
  const gapAlert = v.safeParse(
    minutesSchema,
    values['gap-alert-minutes'] ?? env['HUB_GAP_ALERT_MINUTES'] ?? '15',
  );
  if (!gapAlert.success) return err('--gap-alert-minutes takes a whole number from 1');
  const upstream = upstreamOf(
    values.upstream ?? env.HUB_UPSTREAM,
    values['upstream-key'] ?? env.HUB_UPSTREAM_KEY,
  );
  if (!upstream.ok) return upstream;
  const host = values.host ?? env.HUB_HOST ?? '127.0.0.1';
  return ok({
    name: 'serve',
    host,
    port: port.output,
    staffToken: staffToken.output,
    gapAlertMinutes: gapAlert.output,
    calendarFile: values.calendar ?? env['HUB_CALENDAR'],
    upstream: upstream.value,
    ...place,
  });
}

function upstreamOf(
  url: string | undefined,
  keyText: string | undefined,
): Result<Extract<Command, { name: 'serve' }>['upstream'], string> {
  if (url === undefined) return ok(undefined);
  const key = v.safeParse(namedKeyTextSchema, keyText);
  return v.is(v.pipe(v.string(), v.url()), url) && key.success
    ? ok({ url, key: key.output })
    : err('--upstream takes an address and goes with --upstream-key ID:KEY, as show-keys prints it there');
}

function migrateCommand(url: string | undefined, ownerUrl: string | undefined): Result<Command, string> {
  const servingRole = url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '';
  if (servingRole === '' || ownerUrl === undefined)
    return err(
      'migrate needs DATABASE_URL with the user who serves, and DATABASE_MIGRATION_URL with the owner',
    );
  return ok({ name: 'migrate', ownerUrl, servingRole });
}

function enrolCommand(values: Values, place: Place): Result<Command, string> {
  const { kiosk: kioskId, 'branch-name': branchName, 'branch-code': branchCode } = values;
  if (kioskId === undefined || branchName === undefined || branchCode === undefined) {
    return err('enrol needs --kiosk, --branch-name and --branch-code');
  }
  return ok({ name: 'enrol', kiosk: { kioskId, branchName, branchCode }, ...place });
}
