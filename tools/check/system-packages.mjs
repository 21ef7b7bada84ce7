// What the checks need from the operating system, and how to get it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian package → the program or file by which it is recognised, and what it is for. */
const packages = [
  { name: 'chromium', program: 'chromium', purpose: 'the browser that the screens are measured in' },
  { name: 'socat', program: 'socat', purpose: 'pairs of pseudo-terminals for the device twins' },
  { name: 'udev', program: 'udevadm', purpose: 'listing of serial ports' },
  { name: 'strace', program: 'strace', purpose: 'counting what the browser asks to be put on disk' },
  { name: 'opus-tools', program: 'opusenc', purpose: 'the coding of the demo voice packs' },
  {
    name: 'fonts-noto-cjk',
    files: ['opentype/noto', 'noto-cjk', 'google-noto-cjk'].map(
      (folder) => `/usr/share/fonts/${folder}/NotoSansCJK-Regular.ttc`,
    ),
    purpose: 'rare characters of names, drawn for the slip',
  },
];

function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

function isThere({ program, files }) {
  return program === undefined ? files.some((file) => existsSync(file)) : onPath(program);
}

function isDebian() {
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** Installs what is missing as root on Debian; elsewhere names it and answers false. */
export function ensureSystemPackages() {
  const missing = packages.filter((each) => !isThere(each));
  if (missing.length === 0) return true;
  for (const { name, purpose } of missing) console.log(`missing: ${name} (${purpose})`);
  const names = missing.map(({ name }) => name);
  if (process.getuid?.() !== 0 || !isDebian()) {
    console.error(`Please install: ${names.join(' ')}   (Debian: sudo apt-get install ${names.join(' ')})`);
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    stdio: 'inherit',
    env,
  });
  return true;
}
