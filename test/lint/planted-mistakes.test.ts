import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A stale disable comment is reported without a rule's code. */
type Diagnostic = { readonly filename: string; readonly code?: string };

/** The planted files are linted outside the checkout, because the checkout's own configuration leaves them out. */
async function lintPlantedMistakes(folder: string): Promise<readonly string[]> {
  await cp(path.join(root, 'test/lint/planted'), folder, { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const config = JSON.parse(await readFile(path.join(root, '.oxlintrc.json'), 'utf8'));
  config.ignorePatterns = ['node_modules'];
  config.jsPlugins[0].specifier = path.join(root, 'tools/lint-plugin/index.mjs');
  await writeFile(path.join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const tsconfig = JSON.parse(await readFile(path.join(folder, 'tsconfig.json'), 'utf8'));
  tsconfig.extends = path.join(root, 'tsconfig.base.json');
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const oxlint = path.join(root, 'node_modules/.bin/oxlint');
  const output = await run(oxlint, ['--format', 'json'], { cwd: folder }).then(
    (done) => done.stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
  const report = JSON.parse(output) as { readonly diagnostics: readonly Diagnostic[] };
  return report.diagnostics
    .map(({ filename, code }) => `${filename}: ${code ?? 'unused disable comment'}`)
    .toSorted();
}

describe('the linter', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-lint-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('finds exactly the planted mistakes, so that a rule that stops firing is noticed', async () => {
    expect(await lintPlantedMistakes(folder)).toEqual([
      'core/WrongName.ts: unicorn(filename-case)',
      'core/cycle-a.ts: import(no-cycle)',
      'core/cycle-b.ts: import(no-cycle)',
      'core/planted-core.ts: eslint(no-restricted-imports)',
      'core/planted-core.ts: eslint(no-restricted-properties)',
      'core/planted-core.ts: eslint(no-restricted-properties)',
      'core/planted-core.ts: house(no-wall-clock)',
      'core/planted-core.ts: typescript(no-explicit-any)',
      'core/planted-core.ts: typescript(no-non-null-assertion)',
      'core/planted-default.ts: import(no-default-export)',
      'core/planted-long.ts: eslint(max-lines)',
      'core/planted-promise.ts: typescript(no-floating-promises)',
      'core/planted-switch.ts: typescript(switch-exhaustiveness-check)',
      'hardware/planted-driver.ts: eslint(no-restricted-imports)',
      'hardware/planted-driver.ts: unused disable comment',
      'hardware/tcp/planted-socket.ts: eslint(no-restricted-imports)',
      'hub/planted-hub.ts: eslint(no-restricted-imports)',
      'machine/planted-file.ts: eslint(no-restricted-imports)',
      'renderer/customer/planted-screen.tsx: eslint(no-restricted-imports)',
      'renderer/customer/planted-screen.tsx: house(no-raw-customer-text)',
      'renderer/customer/planted-screen.tsx: jsx-a11y(click-events-have-key-events)',
      'renderer/customer/planted-screen.tsx: jsx-a11y(no-noninteractive-element-interactions)',
      'sync/outbox.ts: eslint(no-restricted-imports)',
    ]);
  }, 60_000);
});
