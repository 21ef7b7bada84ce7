import { expect, test } from 'vitest';
import { trustBranch } from '../../hub/forward/introduce.ts';
import { uploadPath } from '../../sync/protocol/upload-signature.ts';
import { count, hub, hubForEachTest } from '../support/each-test-hub.ts';
import { newDeviceKey, signed, uploadOf } from '../support/kiosk-envelopes.ts';
import { postTo } from '../support/post-to.ts';
import { uploadHeaders } from '../support/post-upload.ts';

hubForEachTest();

const notSigned = [401, { error: 'not-signed' }];

async function refusals(): Promise<readonly unknown[]> {
  return (await hub.pool.query('SELECT reason, rows FROM refusals ORDER BY reason')).rows;
}

test('an upload that the device did not sign to the byte is refused by name, counted, and leaves no trace but that', async () => {
  const kiosk = await hub.enrolledKiosk();
  const other = { identity: kiosk.identity, deviceKey: newDeviceKey() };
  const body = JSON.stringify(uploadOf(kiosk.identity, await kiosk.nextMany(2)));
  const own = uploadHeaders(kiosk, body);
  const asBranch = uploadHeaders({ ...other, identity: { kioskId: 'receipt-1', epoch: 1 } }, body);
  for (const [sent, headers] of [
    [body, {}],
    [body, uploadHeaders(other, body)],
    [body, asBranch],
    [body, { ...own, 'content-digest': '' }],
    [`${body} `, own],
    [body.replace('"recovered":false', '"recovered":true'), own],
  ] as const) {
    const answer = await postTo(`${hub.url}${uploadPath}`, sent, headers);
    expect([answer.status, answer.body]).toEqual(notSigned);
    expect(answer.headers.get('www-authenticate')).toBe('Signature');
  }
  expect(await count('ingest_raw')).toBe(0);
  expect(await refusals()).toEqual([{ reason: 'not-signed', rows: 6 }]);
  const { rows } = await hub.pool.query('SELECT last_upload_at FROM kiosks');
  expect(rows).toEqual([{ last_upload_at: null }]);
  expect((await postTo(`${hub.url}${uploadPath}`, body, own)).status).toBe(200);
  const metrics = await (await fetch(`${hub.url}/v1/metrics`)).text();
  expect(metrics).toContain('hub_uploads_total{outcome="not-signed"} 6');
});

test('a whole upload that somebody repeats stores nothing again and tells him nothing new', async () => {
  const kiosk = await hub.enrolledKiosk();
  const upload = uploadOf(kiosk.identity, await kiosk.nextMany(3));
  const first = await hub.postUpload(kiosk, upload);
  const again = await hub.postUpload(kiosk, upload);
  expect(again.body.verdicts.map(({ verdict }) => verdict)).toEqual(Array(3).fill('duplicate'));
  expect(again.body.receipt.requestNonce).toBe(first.body.receipt.requestNonce);
  expect(await count('ingest_raw')).toBe(3);
});

test('a record that is wrongly signed inside a signed upload is kept, and never becomes one', async () => {
  const kiosk = await hub.enrolledKiosk();
  const rows = [...(await kiosk.nextMany(200))];
  // One in two hundred is drawn; here it is not looked at unless it is this one.
  rows[100] = { ...rows[100]!, signature: signed(newDeviceKey(), rows[100]!).signature };
  const { verdicts } = await hub.upload(kiosk, rows);
  const isFound = verdicts[100]!.verdict === 'rejected';
  await hub.allDecided();
  expect(await count('records')).toBe(199);
  const incidents = await hub.pool.query('SELECT kind, sequence, detail FROM incidents');
  expect(incidents.rows).toEqual(
    isFound ? [] : [{ kind: 'unreadable', sequence: 101, detail: 'bad-signature' }],
  );
  expect(await count('ingest_raw')).toBe(isFound ? 199 : 200);
});

test('what a branch hub passes on carries the signature of that branch, and every row answers for itself', async () => {
  const kiosk = await hub.enrolledKiosk();
  const branch = newDeviceKey();
  const [first, second, third] = await kiosk.nextMany(3);
  const spoilt = { ...second!, signature: signed(newDeviceKey(), second!).signature };
  const body = JSON.stringify(uploadOf(kiosk.identity, [first!, spoilt, third!]));
  const headers = uploadHeaders({ identity: { kioskId: 'receipt-east', epoch: 7 }, deviceKey: branch }, body);
  const post = () => postTo(`${hub.url}${uploadPath}`, body, headers);
  const name = { keyId: 'receipt-east.7', publicKey: branch.publicKey, name: '城东支公司' };
  await trustBranch(hub.pool, name, new Date());
  expect((await post()).status).toBe(401);
  await hub.pool.query('UPDATE kiosks SET introduced_by = $1', [name.keyId]);
  expect((await post()).body).toMatchObject({
    verdicts: [
      { sequence: 1, verdict: 'accepted' },
      { sequence: 2, verdict: 'rejected', code: 'bad-signature' },
      { sequence: 3, verdict: 'accepted' },
    ],
  });
});
