import { randomInt } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { pino } from 'pino';
import type { Envelope } from '../../core/records/envelope.ts';
import { startDatabase } from '../../hub/database/database.ts';
import { issueEnrolmentCode } from '../../hub/enrolment/issue.ts';
import { loadHubKeys, type HubKeys } from '../../hub/keys/hub-keys.ts';
import { buildServer } from '../../hub/server.ts';
import type { EnrolmentAnswer, UploadAnswer } from '../../sync/protocol/wire.ts';
import { newDeviceKey, testKiosk, uploadOf, type TestKiosk } from './kiosk-envelopes.ts';
import { manualClock, type ManualClock } from './manual-clock.ts';
import { postTo, type HttpAnswer } from './post-to.ts';
import { postUpload } from './post-upload.ts';
import { temporaryFolder } from './postgres.ts';

/** A hub that really listens, on a database and a clock of its own. */
export type TestHub = {
  readonly url: string;
  readonly pool: Pool;
  readonly keys: HubKeys;
  readonly keyFile: string;
  readonly clock: ManualClock;
  /** Everything it logged so far. */
  readonly logged: () => string;
  readonly post: <T>(path: string, body: unknown) => Promise<HttpAnswer<T>>;
  /** Posts whatever body it is given, signed by that kiosk. */
  readonly postUpload: (
    kiosk: Parameters<typeof postUpload>[1],
    upload: unknown,
  ) => Promise<HttpAnswer<UploadAnswer>>;
  readonly issueCode: (kioskId?: string) => Promise<string>;
  readonly enrolledKiosk: (kioskId?: string) => Promise<TestKiosk>;
  /** Uploads and expects to be heard. */
  readonly upload: (
    kiosk: TestKiosk,
    envelopes: readonly Envelope[],
    recovered?: boolean,
  ) => Promise<UploadAnswer>;
  /** Resolves when everything stored so far is opened. */
  readonly allOpened: () => Promise<void>;
  /** Resolves when everything stored so far is opened and decided, or rests. */
  readonly allDecided: () => Promise<void>;
  /** Ends the server and puts a new one on the same database and keys; `url` stays. */
  readonly restart: () => Promise<void>;
  /** Nobody is reached at `url` until it is resumed. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** @param keyFile another hub's keys, as after a restore */
export async function startTestHub(
  databaseUrl: string,
  staffToken?: string,
  keyFile?: string,
): Promise<TestHub> {
  const dataFolder = await temporaryFolder('hub');
  if (keyFile !== undefined) await copyFile(keyFile, path.join(dataFolder, 'hub-keys.json'));
  const clock = manualClock();
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const database = await startDatabase({
    dataFolder,
    url: databaseUrl,
    clock,
    asGuest: false,
    onConnectionLost: () => {},
    onLost: () => {},
  });
  if (!database.ok) throw new Error(database.error.detail);
  const { pool } = database.value;
  const keys = await loadHubKeys(dataFolder, pool, clock);
  if (!keys.ok) {
    await pool.end();
    await rm(dataFolder, { recursive: true });
    throw new Error(keys.error.code);
  }
  const build = () => buildServer({ pool, keys: keys.value, clock, log, staffToken });
  let server = build();
  const url = await server.listen({ host: '127.0.0.1', port: 0 });

  const post = <T>(path: string, body: unknown) => postTo<T>(`${url}${path}`, body);

  async function issueCode(kioskId = 'K01'): Promise<string> {
    const kiosk = { kioskId, branchName: '城东支公司', branchCode: '3101' };
    const issued = await issueEnrolmentCode(pool, kiosk, clock, randomInt);
    if (!issued.ok) throw new Error(issued.error);
    return issued.value.code;
  }

  async function resume(): Promise<void> {
    server = build();
    await server.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
  }

  return {
    url,
    pool,
    keys: keys.value,
    keyFile: path.join(dataFolder, 'hub-keys.json'),
    clock,
    logged: () => lines.join(''),
    post,
    postUpload: (kiosk, upload) => postUpload(url, kiosk, upload),
    issueCode,
    async enrolledKiosk(kioskId) {
      const deviceKey = newDeviceKey();
      const code = await issueCode(kioskId);
      const enrolment = { version: 1, code, deviceKey: deviceKey.publicKey };
      const answer = await post<EnrolmentAnswer>('/v1/enrolments', enrolment);
      return testKiosk(answer.body, deviceKey);
    },
    async upload(kiosk, envelopes, recovered) {
      const answer = await postUpload(url, kiosk, uploadOf(kiosk.identity, envelopes, recovered));
      if (answer.status !== 200)
        throw new Error(`upload answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async allOpened() {
      for (;;) {
        const { rows } = await pool.query<{ count: number }>('SELECT count(*) AS count FROM still_sealed');
        if (rows[0]!.count === 0) return;
        await new Promise((turn) => setImmediate(turn));
      }
    },
    async allDecided() {
      for (;;) {
        const { rows } = await pool.query<{ count: number }>(
          `SELECT (SELECT count(*) FROM arrivals) + (SELECT count(*) FROM unopened WHERE rested_by IS NULL)
                + (SELECT count(*) FROM undecided WHERE rested_by IS NULL AND holds_back) AS count`,
        );
        if (rows[0]!.count === 0) return;
        await new Promise((turn) => setImmediate(turn));
      }
    },
    async restart() {
      await server.close();
      await resume();
    },
    pause: () => server.close(),
    resume,
    async stop() {
      await server.close();
      await database.value.stop();
      await rm(dataFolder, { recursive: true });
    },
  };
}
