import { parseArgs } from 'node:util';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { kindNamed } from '../../hardware/catalogue.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import type { LineAddress } from '../../hardware/line-address.ts';
import type { LineSettings } from '../../hardware/line-settings.ts';

/** What a technician asked for. `settings` are those said on the command line; the device's own fill the rest. */
export type Order =
  | { readonly do: 'help'; readonly about: Topic | null }
  | { readonly do: 'list' }
  | { readonly do: 'probe'; readonly paths: readonly string[]; readonly kinds: readonly DeviceKind[] | null }
  | ({ readonly do: 'self-test' } & OneDevice)
  | { readonly do: 'self-test-profile'; readonly profilePath: string }
  | ({ readonly do: 'watch'; readonly forMs: number | null } & OneDevice);

export type OneDevice = {
  readonly kind: DeviceKind;
  readonly address: LineAddress;
  readonly settings: Partial<LineSettings>;
  readonly showsFrames: boolean;
  readonly logPath: string | null;
};

export const topics = ['list', 'probe', 'self-test', 'watch'] as const;
export type Topic = (typeof topics)[number];

const options = {
  only: { type: 'string', multiple: true },
  profile: { type: 'string' },
  baud: { type: 'string' },
  frame: { type: 'string' },
  flow: { type: 'string' },
  for: { type: 'string' },
  frames: { type: 'boolean' },
  log: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** The error is a sentence for a person. */
export function readOrder(argv: readonly string[]): Result<Order, string> {
  const parsed = parsedArguments(argv);
  if (!parsed.ok) return parsed;
  const { flags, words } = parsed.value;
  const [name, ...rest] = words;
  const topic = topics.find((known) => known === name) ?? null;
  if (flags.help === true || name === undefined || name === 'help') return ok({ do: 'help', about: topic });
  if (topic === null) return err(`no such command: ${name}`);
  switch (topic) {
    case 'list':
      return rest.length === 0 ? ok({ do: 'list' }) : err('list takes nothing more');
    case 'probe':
      return probeOrder(rest, flags);
    case 'self-test':
      return selfTestOrder(rest, flags);
    case 'watch':
      return watchOrder(rest, flags);
  }
}

function parsedArguments(argv: readonly string[]): Result<{ flags: Flags; words: string[] }, string> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return ok({ flags: values, words: positionals });
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

function probeOrder(paths: readonly string[], { only }: Flags): Result<Order, string> {
  if (only === undefined) return ok({ do: 'probe', paths, kinds: null });
  const unknown = only.find((name) => kindNamed(name) === null);
  if (unknown !== undefined) return err(`no such device: ${unknown}`);
  const kinds = only.flatMap((name) => kindNamed(name) ?? []);
  const mute = kinds.find(({ probe }) => probe === null);
  if (mute !== undefined) return err(`a ${mute.device} cannot be recognised on a line`);
  return ok({ do: 'probe', paths, kinds });
}

function selfTestOrder(words: readonly string[], flags: Flags): Result<Order, string> {
  if (flags.profile !== undefined)
    return words.length === 0
      ? ok({ do: 'self-test-profile', profilePath: flags.profile })
      : err('a profile names its devices itself');
  const one = oneDevice(words, flags);
  return one.ok ? ok({ do: 'self-test', ...one.value }) : one;
}

function watchOrder(words: readonly string[], flags: Flags): Result<Order, string> {
  const one = oneDevice(words, flags);
  if (!one.ok) return one;
  if (flags.for === undefined) return ok({ do: 'watch', forMs: null, ...one.value });
  const seconds = Number(flags.for);
  if (!(seconds > 0 && seconds <= 86_400)) return err(`not a number of seconds: ${flags.for}`);
  return ok({ do: 'watch', forMs: seconds * 1_000, ...one.value });
}

function oneDevice([name = '', path, ...more]: readonly string[], flags: Flags): Result<OneDevice, string> {
  const kind = kindNamed(name);
  if (kind === null) return err(name === '' ? 'which device?' : `no such device: ${name}`);
  if (path === undefined) return err(`on which line is the ${name}?`);
  if (more.length > 0) return err(`not understood: ${more.join(' ')}`);
  const settings = settingsIn(flags);
  if (!settings.ok) return settings;
  const showsFrames = flags.frames ?? false;
  return ok({
    kind,
    address: addressIn(path),
    settings: settings.value,
    showsFrames,
    logPath: flags.log ?? null,
  });
}

/** `usb:1a86:7523` and `usb:1a86:7523:SERIAL` are identities; anything else is a path. */
export function addressIn(word: string): LineAddress {
  const [, vendorId, productId, serialNumber] = /^usb:([\da-f]{4}):([\da-f]{4})(?::(.+))?$/i.exec(word) ?? [];
  if (vendorId === undefined || productId === undefined) return word;
  return { vendorId, productId, ...(serialNumber === undefined ? {} : { serialNumber }) };
}

function settingsIn({ baud, frame, flow }: Flags): Result<Partial<LineSettings>, string> {
  const baudRate = Number(baud);
  if (baud !== undefined && !(Number.isInteger(baudRate) && baudRate > 0)) return err(`not a speed: ${baud}`);
  const shape = frame === undefined ? {} : frameIn(frame);
  if (shape === null) return err(`not a frame such as 8N1 or 7E1: ${frame}`);
  const control = (['none', 'xon-xoff', 'rts-cts'] as const).find((known) => known === flow);
  if (flow !== undefined && control === undefined) return err('--flow takes none, xon-xoff or rts-cts');
  return ok({ ...(baud && { baudRate }), ...shape, ...(control && { flow: control }) });
}

const parities = { N: 'none', E: 'even', O: 'odd' } as const;

function frameIn(frame: string): Pick<LineSettings, 'dataBits' | 'parity' | 'stopBits'> | null {
  const [, data, letter, stop] = /^([78])([NEO])([12])$/.exec(frame.toUpperCase()) ?? [];
  if (letter !== 'N' && letter !== 'E' && letter !== 'O') return null;
  return { dataBits: data === '7' ? 7 : 8, parity: parities[letter], stopBits: stop === '2' ? 2 : 1 };
}
