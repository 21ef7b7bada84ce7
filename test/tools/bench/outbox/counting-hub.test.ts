import { expect, it } from 'vitest';
import type { Envelope } from '../../../../core/records/envelope.ts';
import { rulesPackSchema } from '../../../../core/rules/rules-pack.ts';
import { checkOf } from '../../../../machine/ed25519.ts';
import { receiptSigningBytes } from '../../../../sync/protocol/chain.ts';
import { openSignedText } from '../../../../sync/protocol/signed-text.ts';
import { countingHub, type CountingHub } from '../../../../tools/bench/outbox/counting-hub.ts';
import { freshHubKeys } from '../../../../tools/bench/outbox/hub-keys.ts';
import { newDeviceKey, signed, testKiosk, uploadOf } from '../../../support/kiosk-envelopes.ts';
import { manualClock } from '../../../support/manual-clock.ts';

function enrolled() {
  const hub = countingHub(freshHubKeys(), manualClock());
  const deviceKey = newDeviceKey();
  const identity = hub.enrol({ version: 1, code: 'AAAA-AAAA-AAAA', deviceKey: deviceKey.publicKey });
  return { hub, deviceKey, identity, kiosk: testKiosk(identity, deviceKey) };
}

const upload = (hub: CountingHub, envelopes: readonly Envelope[]) =>
  hub.take(JSON.stringify(uploadOf({ kioskId: 'K01', epoch: 1 }, envelopes)));

it('signs for the contiguous prefix with the key that the kiosk was given', async () => {
  const { hub, kiosk, identity } = enrolled();
  const [first, second, third] = await kiosk.nextMany(3);
  expect(upload(hub, [first!, third!]).receipt).toMatchObject({ upToSequence: 1, headHash: first!.hash });
  const { receipt } = upload(hub, [second!]);
  expect(receipt).toMatchObject({ upToSequence: 3, headHash: third!.hash });
  expect(checkOf(identity.receiptKey.publicKey)(receiptSigningBytes(receipt), receipt.signature)).toBe(true);
});

it('counts an envelope once, however often it comes', async () => {
  const { hub, kiosk } = enrolled();
  const envelopes = await kiosk.nextMany(3);
  upload(hub, envelopes);
  expect(upload(hub, envelopes).verdicts.map(({ verdict }) => verdict)).toEqual(Array(3).fill('duplicate'));
  expect(await hub.audit()).toBe(3);
  expect(await hub.audit()).toBe(0);
});

it('finds in the audit an envelope that the device has not signed', async () => {
  const { hub, kiosk } = enrolled();
  const envelope = await kiosk.next();
  upload(hub, [signed(newDeviceKey(), envelope)]);
  await expect(hub.audit()).rejects.toThrow('bad-signature');
});

it('finds in the audit an envelope that cannot be opened', async () => {
  const { hub, kiosk, deviceKey } = enrolled();
  const { ciphertext, ...parts } = await kiosk.next();
  upload(hub, [signed(deviceKey, { ...parts, ciphertext: `AAAA${ciphertext.slice(4)}` })]);
  await expect(hub.audit()).rejects.toThrow('not-openable');
});

it('finds in the audit an upload that is not of the protocol', async () => {
  const { hub, kiosk } = enrolled();
  const { signature: _unsigned, ...envelope } = await kiosk.next();
  upload(hub, [envelope as Envelope]);
  await expect(hub.audit()).rejects.toThrow('signature');
});

it('finds in the audit a record that never came', async () => {
  const { hub, kiosk } = enrolled();
  await kiosk.next();
  upload(hub, [await kiosk.next()]);
  await expect(hub.audit()).rejects.toThrow('a gap behind sequence 0');
});

it('brings a kiosk that has only the built-in rules those of a long queue, once', async () => {
  const { hub, identity } = enrolled();
  const asking = uploadOf(identity, []);
  const { rules } = hub.take(JSON.stringify(asking));
  const verify = async (key: string, message: Uint8Array, signature: string) =>
    checkOf(key)(message, signature);
  const opened = await openSignedText('rules-pack', rulesPackSchema, rules!, [identity.rulesKey], verify);
  expect(opened).toMatchObject({ ok: true, value: { serial: 1 } });
  expect(hub.take(JSON.stringify({ ...asking, knows: { keys: 0, rules: 1 } })).rules).toBeNull();
});
