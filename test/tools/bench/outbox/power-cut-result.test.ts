import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lastPowerCuts } from '../../../../tools/bench/outbox/power-cut-result.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'power-cut-'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

const own = { trials: 20, strictLost: 0, relaxedLost: 5_000, hubLost: 0, journalLost: 0 };
const peers = {
  trials: 0,
  lines: [
    { contender: 'plain-dexie', durability: 'relaxed', trials: 4, invalid: 0, acknowledged: 900, lost: 802 },
    { contender: 'rxdb', durability: 'strict', trials: 0, invalid: 4, acknowledged: 0, lost: 0 },
  ],
};

it('gives the rows that one cut took on average, of every line that was cut', async () => {
  const files = { 'result.json': JSON.stringify(own), 'peers.json': JSON.stringify(peers) };
  expect(await lastPowerCuts(await folderWith(files))).toEqual({
    'care-kiosk-strict': 0,
    'plain-dexie-relaxed': 201,
  });
});

it.each(['', '<html>', '{}', '{"trials":0,"strictLost":0}', '{"trials":3}', '{"lines":[{"contender":"x"}]}'])(
  'takes %j for no measurement',
  async (text) => {
    expect(await lastPowerCuts(await folderWith({ 'result.json': text, 'peers.json': text }))).toEqual({});
  },
);

it('takes a rig that never ran for no measurement', async () => {
  expect(await lastPowerCuts('there/is/no/such/folder')).toEqual({});
});
