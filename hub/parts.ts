import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Clock } from '../core/lib/clock.ts';
import type { Tier } from '../sync/protocol/wire.ts';
import type { HubKeys } from './keys/hub-keys.ts';
import type { WorkCalendar } from './work/calendar.ts';

/** What a hub is made of. */
export type HubParts = {
  readonly pool: Pool;
  readonly keys: HubKeys;
  readonly clock: Clock;
  /** How far this hub's word reaches; absent: there is no hub above it. */
  readonly tier?: () => Tier;
  /** A missing record is ordinary for so long, because urgent ones travel first; then it is an incident. Default 15. */
  readonly gapAlertMinutes?: number;
  /** On which days the branch works; default: the sample that is built in. */
  readonly calendar?: WorkCalendar;
  /** Something new is held. */
  readonly onStored?: () => void;
  /** Codes, counts and kiosk ids go in; nothing of a customer ever does (I4). */
  readonly log: FastifyBaseLogger;
  /** The password of the staff's pages; without it only a visitor at this machine sees them, and no person's name. */
  readonly staffToken?: string | undefined;
};
