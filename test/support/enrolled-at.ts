import type { EnrolmentAnswer } from '../../sync/protocol/wire.ts';
import { runHub } from './hub-process.ts';
import { newDeviceKey, testKiosk, type TestKiosk } from './kiosk-envelopes.ts';
import { postTo } from './post-to.ts';

/** Enrols a kiosk at a hub process, by the hub's own command and over the wire. */
export async function enrolledAt(
  bundle: string,
  url: string,
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
  kioskId = 'K01',
): Promise<TestKiosk> {
  const place = ['--branch-name', '城东支公司', '--branch-code', '3101', '--data', dataFolder];
  const { stdout } = await runHub(bundle, ['enrol', '--kiosk', kioskId, ...place], env);
  const deviceKey = newDeviceKey();
  const enrolment = { version: 1, code: stdout.trim(), deviceKey: deviceKey.publicKey };
  const answer = await postTo<EnrolmentAnswer>(`${url}/v1/enrolments`, enrolment);
  return testKiosk(answer.body, deviceKey);
}
