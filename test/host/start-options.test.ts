import { expect, it } from 'vitest';
import { parseStartOptions } from '../../host/start-options.ts';

it('takes the address of a hub, and refuses by name one without its scheme.', () => {
  expect(parseStartOptions(['--hub', 'http://127.0.0.1:8180'])).toMatchObject({
    ok: true,
    value: { hubUrl: 'http://127.0.0.1:8180' },
  });
  expect(parseStartOptions(['--hub', 'hub.branch.local:8180'])).toMatchObject({
    ok: false,
    error: expect.stringContaining('--hub takes an address'),
  });
});
