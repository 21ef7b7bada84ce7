import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { err, ok, type Result } from '../core/lib/result.ts';
import { hubUrlSchema } from './hub-url.ts';

/** What both shells are told on their command line. */
export type StartOptions = {
  readonly dataFolder: string;
  readonly profilePath: string | null;
  readonly mode: 'demo' | 'site';
  /** A one-time code of the hub; used once, while this kiosk has no identity. */
  readonly enrolCode: string | null;
  /** Overrides the profile's hub: for a demo, whose hub lives at a port of its own. */
  readonly hubUrl: string | null;
  readonly logFile: string | null;
};

export const startFlags = {
  data: { type: 'string' },
  profile: { type: 'string' },
  demo: { type: 'boolean' },
  enrol: { type: 'string' },
  hub: { type: 'string' },
  log: { type: 'string' },
} as const;

export const startFlagsHelp = `  --data FOLDER      where identity, keys and journal live (default ./.care-kiosk/kiosk)
  --profile FILE     site profile: devices, hub, language
  --demo             twins stand in for devices the profile does not name; the dock works them
  --enrol CODE       one-time code from the hub, used while this kiosk is not enrolled
  --hub URL          address of the hub, in place of the profile's
  --log FILE         log file (default: standard error)`;

type Values = {
  [K in keyof typeof startFlags]?: (typeof startFlags)[K]['type'] extends 'string' ? string : boolean;
};

/** @throws an `Error` that names the flag, as `parseArgs` does */
export function startOptions(values: Values): StartOptions {
  if (values.hub !== undefined && !v.is(hubUrlSchema, values.hub))
    throw new Error('--hub takes an address such as http://127.0.0.1:8180');
  return {
    dataFolder: path.resolve(values.data ?? path.join('.care-kiosk', 'kiosk')),
    profilePath: values.profile === undefined ? null : path.resolve(values.profile),
    mode: values.demo === true ? 'demo' : 'site',
    enrolCode: values.enrol ?? null,
    hubUrl: values.hub ?? null,
    logFile: values.log === undefined ? null : path.resolve(values.log),
  };
}

/** Parses a command line of a shell that has no flags of its own. The error names the flag that is not known. */
export function parseStartOptions(argv: readonly string[]): Result<StartOptions, string> {
  try {
    const { values } = parseArgs({ args: [...argv], options: startFlags, strict: true });
    return ok(startOptions(values));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}
