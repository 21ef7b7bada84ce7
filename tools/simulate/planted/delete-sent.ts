import { databaseName } from '../../../sync/outbox/db.ts';
import type { Input } from '../../../core/contract/calls.ts';
import type { Enrolment } from '../kiosk/enrolment.ts';

/** The planted bug of queues that believe that what is sent has arrived. */
export function deleteSent(
  factory: IDBFactory,
  { kioskId, epoch }: Enrolment,
  { records }: Input<'hub.upload'>,
): void {
  const request = factory.open(databaseName(kioskId, epoch));
  request.addEventListener('success', () => {
    const rows = request.result.transaction(['outbox'], 'readwrite').objectStore('outbox');
    for (const { sequence } of records) rows.delete(sequence);
  });
}
