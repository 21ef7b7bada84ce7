import { parseArgs } from 'node:util';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import { faultWordProblem, readFault } from '../../hardware/faults/fault-words.ts';
import type { LineSettings } from '../../hardware/line-settings.ts';

/** Where the twin attaches: a tty or pty, or a TCP port of this machine that it opens. */
export type TwinPlace =
  | { readonly on: 'path'; readonly path: string }
  | { readonly on: 'tcp'; readonly port: number };

export type TwinRun = {
  readonly kind: DeviceKind;
  readonly place: TwinPlace;
  readonly settings: LineSettings;
  readonly seed: number;
  /** Orders to give before anything else, in words. */
  readonly orders: readonly string[];
  readonly scriptFile: string | null;
  readonly options: Readonly<Record<string, string>>;
};

/** @returns what to do, or what is wrong with the words; `help` when that was asked for */
export function readArguments(
  args: readonly string[],
  kinds: readonly DeviceKind[],
): Result<TwinRun | 'help', string> {
  const parsed = parsedFlags(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  const [device = '', where = '', ...more] = positionals;
  const kind = kinds.find((known) => known.device === device);
  const place = placeIn(where);
  if (kind === undefined) return err(`no such device: ${device || 'none named'}`);
  if (place === null || more.length > 0) return err('a path or tcp:PORT, please');
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) return err(`no whole number: --seed ${values.seed}`);
  const baudRate = values.baud === undefined ? kind.defaultSettings.baudRate : Number(values.baud);
  if (!Number.isInteger(baudRate) || baudRate < 300) return err(`no speed of a line: --baud ${values.baud}`);
  for (const words of values.fault) {
    const fault = readFault(words.trim().split(/\s+/));
    if (!fault.ok) return err(faultWordProblem(fault.error));
  }
  const options = optionsIn(values.set);
  if (!options.ok) return options;
  return ok({
    kind,
    place,
    settings: { ...kind.defaultSettings, baudRate },
    seed,
    orders: values.fault.map((words) => `fault ${words}`),
    scriptFile: values.script ?? null,
    options: options.value,
  });
}

function parsedFlags(args: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          baud: { type: 'string' },
          seed: { type: 'string', default: '1' },
          fault: { type: 'string', multiple: true, default: [] },
          script: { type: 'string' },
          set: { type: 'string', multiple: true, default: [] },
          help: { type: 'boolean', default: false },
        },
      }),
    );
  } catch (cause) {
    // The only way it has of saying that a flag is unknown.
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

function placeIn(where: string): TwinPlace | null {
  const [, port] = /^tcp:(\d{1,5})$/.exec(where) ?? [];
  if (port !== undefined) return Number(port) <= 65_535 ? { on: 'tcp', port: Number(port) } : null;
  return where === '' || where.startsWith('tcp:') ? null : { on: 'path', path: where };
}

function optionsIn(words: readonly string[]): Result<Readonly<Record<string, string>>, string> {
  const options: Record<string, string> = {};
  for (const word of words) {
    const [, name, value] = /^([a-z-]+)=(.*)$/.exec(word) ?? [];
    if (name === undefined || value === undefined) return err(`name=value, please: --set ${word}`);
    options[name] = value;
  }
  return ok(options);
}
