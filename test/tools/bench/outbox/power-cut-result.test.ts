import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lastPowerCut } from '../../../../tools/bench/outbox/power-cut-result.ts';

async function fileWith(text: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'power-cut-')), 'result.json');
  await writeFile(file, text);
  return file;
}

it('gives the rows that one cut took on average', async () => {
  const result = { trials: 20, strictLost: 0, relaxedLost: 5_000, hubLost: 0, journalLost: 0 };
  expect(await lastPowerCut(await fileWith(JSON.stringify(result)))).toEqual({ strict: 0, relaxed: 250 });
});

it.each(['', '<html>', '{}', '{"trials":0,"strictLost":0,"relaxedLost":0}', '{"trials":3,"strictLost":0}'])(
  'takes %j for no measurement',
  async (text) => {
    expect(await lastPowerCut(await fileWith(text))).toBeNull();
  },
);

it('takes a rig that never ran for no measurement', async () => {
  expect(await lastPowerCut('there/is/no/such/file.json')).toBeNull();
});
