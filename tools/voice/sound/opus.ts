import { spawn, spawnSync } from 'node:child_process';

/** Ogg/Opus, mono, 32 kbit/s: 26 kB for a prompt of seven seconds (voice.md 2.2). */
const encode = 'opusenc --quiet --bitrate 32 --speech --downmix-mono --serial 1';
/** Whatever it was made from, it is measured as it is played: at 48 kHz. */
const decode = 'opusdec --quiet --rate 48000 --force-wav';

/** All programs are there: those of Debian's opus-tools, and the two that run them. */
export function hasOpusTools(): boolean {
  return ['opusenc', 'opusdec', 'xargs'].every((program) => spawnSync(program, ['--version']).status === 0);
}

/** `<name>.wav` → `<name>.opus` in a folder, for every name. Rejects when one of them cannot be made. */
export function encodeOpus(folder: string, names: readonly string[]): Promise<void> {
  return forEach(folder, names, `${encode} "$1.wav" "$1.opus"`);
}

/** `<name>.opus` of one folder → `<name>.wav` in another; where there is none afterwards, it was no Opus. */
export async function decodeOpus(from: string, names: readonly string[], to: string): Promise<void> {
  await forEach(from, names, `${decode} "$1.opus" "$DECODED/$1.wav" || true`, { DECODED: to });
}

/**
 * Runs a shell line for every name, two at a time. A process of this size takes long to be forked, a thousand times
 * over; `xargs` is small.
 */
function forEach(
  folder: string,
  names: readonly string[],
  line: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((settle, fail) => {
    const args = ['-0', '-r', '-n', '1', '-P', '2', 'sh', '-c', line, 'sh'];
    const child = spawn('xargs', args, {
      cwd: folder,
      env: { ...process.env, ...variables },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) settle();
      else fail(new Error(`xargs ended with ${code}`));
    });
    // It may give up before it has read every name; its code tells.
    child.stdin.on('error', () => {});
    child.stdin.end(names.map((name) => `${name}\0`).join(''));
  });
}
