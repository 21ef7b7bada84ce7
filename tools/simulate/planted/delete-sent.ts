import { databaseName } from '../../../sync/outbox/db.ts';
import type { Upload } from '../../../sync/protocol/wire.ts';
import type { Enrolment } from '../kiosk/enrolment.ts';

/** The planted bug of queues that believe that what is sent has arrived. */
export function deleteSent(factory: IDBFactory, { kioskId, epoch }: Enrolment, body: string): void {
  const request = factory.open(databaseName(kioskId, epoch));
  request.addEventListener('success', () => {
    const rows = request.result.transaction(['outbox'], 'readwrite').objectStore('outbox');
    for (const { envelope } of (JSON.parse(body) as Upload).records) rows.delete(envelope.header.sequence);
  });
}
