import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appVersion, compareVersions } from '../../core/app-version.ts';

test('The version that packs are compared with is that of package.json.', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(appVersion).toBe(version);
});

test.each([
  ['0.1.0', '0.1.0', 0],
  ['0.9.0', '0.10.0', -1],
  ['1.0.0', '0.99.99', 1],
  ['1.2.3', '1.2.10', -1],
])('%s compared with %s', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
});
