import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Clock } from '../core/lib/clock.ts';
import type { HubKeys } from './keys/hub-keys.ts';

/** What a hub is made of. */
export type HubParts = {
  readonly pool: Pool;
  readonly keys: HubKeys;
  readonly clock: Clock;
  /** Codes, counts and kiosk ids go in; nothing of a customer ever does (I4). */
  readonly log: FastifyBaseLogger;
  /** Lets staff see the status page from another machine; without it only this machine may. */
  readonly staffToken?: string | undefined;
};
