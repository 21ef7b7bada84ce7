import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium, hasDisplay } from '../../webhost/find-chromium.ts';

function folderWith(name: string, mode: number): { folder: string; file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
  const file = path.join(folder, name);
  writeFileSync(file, '#!/bin/sh\n', { mode });
  return { folder, file };
}

describe('finding a Chromium', () => {
  it('takes the first on the path that can be run', () => {
    const text = folderWith('chromium', 0o644);
    const program = folderWith('google-chrome', 0o755);
    const PATH = ['/nowhere', text.folder, program.folder].join(path.delimiter);
    expect(findChromium({ PATH })).toBe(program.file);
  });

  it('takes the one that is named, and no other in its place', () => {
    const onPath = folderWith('chromium', 0o755);
    const named = folderWith('my-browser', 0o755);
    expect(findChromium({ PATH: onPath.folder, CHROMIUM_PATH: named.file })).toBe(named.file);
    expect(findChromium({ PATH: onPath.folder, CHROMIUM_PATH: '/nowhere/browser' })).toBeNull();
  });
});

it('a Linux session without a display shows no window', () => {
  if (process.platform !== 'linux') return expect(hasDisplay({})).toBe(true);
  expect(hasDisplay({})).toBe(false);
  expect(hasDisplay({ DISPLAY: '' })).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});
