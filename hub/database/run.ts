import { execFile } from 'node:child_process';
import { err, ok, type Result } from '../../core/lib/result.ts';

/** Whom a program runs as; empty: as ourselves. */
export type RunAs = { readonly uid?: number; readonly gid?: number };

/** Runs a program to its end: its standard output, or what it said when it failed. */
export function run(
  program: string,
  args: readonly string[],
  as: RunAs = {},
): Promise<Result<string, string>> {
  return new Promise((settle) => {
    // Its working folder must be one that it may enter whoever it runs as, and its messages must not depend on the locale.
    const options = { ...as, cwd: '/', env: { ...process.env, LC_ALL: 'C' } };
    execFile(program, args, options, (error, stdout, stderr) => {
      settle(
        error === null ? ok(stdout) : err(`${stderr.trim()} ${stdout.trim()} ${error.code ?? ''}`.trim()),
      );
    });
  });
}
