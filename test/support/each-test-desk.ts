import { beforeEach } from 'vitest';
import type { EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { deliverAll, hub, hubForEachTest } from './each-test-hub.ts';
import type { TestKiosk } from './kiosk-envelopes.ts';
import { staffDesk, staffToken, type StaffDesk } from './staff-desk.ts';

/** An employee's browser at the hub of the running test. */
export let desk: StaffDesk;
/** Its one kiosk, K01. */
export let kiosk: TestKiosk;

/** For each test a hub as of `hubForEachTest`, with staff and one kiosk. */
export function deskForEachTest(): void {
  hubForEachTest(staffToken);
  beforeEach(async () => {
    desk = staffDesk(hub);
    kiosk = await hub.enrolledKiosk();
  });
}

/** The next record of that kiosk is at the hub, opened and decided. */
export async function deliver(record: ErrandRecord, header: Partial<EnvelopeHeader> = {}): Promise<void> {
  await deliverAll(kiosk, [await kiosk.next(record, header)]);
}
