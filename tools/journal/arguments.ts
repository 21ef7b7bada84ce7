import path from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../core/lib/result.ts';

export const help = `usage: npm run journal -- <command> --data FOLDER [flags]

Looks after a kiosk's journal while the kiosk is stopped. Nothing personal is shown: the records in it are sealed. The
last line is one JSON object; the exit code is 0 when all is well, 1 when something is not, 2 when not understood.

  verify           every line's CRC, the chain of lines, every signature; changes nothing
  list             what stands in which segment
  show-incidents   what the kiosk has told of itself, and what to do about it
  rebuild          makes the journal anew from its second copy and from what still reads of it; the old one is kept aside
  retire           ends the enrolment: identity and key are kept aside, the next start with --enrol begins another
  deliver          brings the hub what former enrolments of this machine have left without a receipt

  --data FOLDER    the kiosk's data folder (identity, keys, journal)
  --copy PATH      the second copy, as the profile's journal.copyPath names it
  --help`;

const commands = ['verify', 'list', 'show-incidents', 'rebuild', 'retire', 'deliver'] as const;

export type JournalCommand = {
  readonly command: (typeof commands)[number];
  readonly dataFolder: string;
  readonly copyPath: string | null;
};

/** The error is a sentence for the person who typed it; null asks for the help text. */
export function parseJournalArguments(argv: readonly string[]): Result<JournalCommand | null, string> {
  const options = {
    data: { type: 'string' },
    copy: { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      strict: true,
      allowPositionals: true,
    });
    if (values.help) return ok(null);
    const command = commands.find((name) => name === positionals[0]);
    if (command === undefined || positionals.length > 1) return err(`one of ${commands.join(', ')}`);
    if (values.data === undefined) return err('--data names the data folder');
    return ok({
      command,
      dataFolder: path.resolve(values.data),
      copyPath: values.copy === undefined ? null : path.resolve(values.copy),
    });
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}
