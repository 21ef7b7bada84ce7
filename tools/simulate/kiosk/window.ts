import type { KioskFacts } from '../../../core/contract/calls.ts';
import type { Host } from '../../../core/contract/host.ts';
import type { DatabasePort } from '../../../sync/outbox/db.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import type { Uploader } from '../../../sync/uploader/uploader.ts';
import type { Life } from '../world/life.ts';

/** A window of the kiosk's browser with an open queue. */
export type Window = {
  readonly life: Life;
  readonly host: Host;
  readonly facts: KioskFacts;
  readonly database: DatabasePort;
  readonly outbox: Outbox;
  readonly uploader: Uploader;
};
