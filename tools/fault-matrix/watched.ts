import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import type { DeviceKind } from '../../hardware/device.ts';
import { obey } from '../../hardware/order-book.ts';
import type { Subject } from './subject.ts';

type Watched = Omit<Subject, 'device' | 'settings' | 'open'> & {
  /** What a customer does, as an order to the twin. */
  readonly operation: string;
};

/** A device whose driver only listens to it: what a watching technician is told is what the customer would be. */
export function watched(kind: DeviceKind, { operation, ...subject }: Watched): Subject {
  const settings = kind.defaultSettings;
  return {
    ...subject,
    device: kind.device,
    settings,
    open(parts) {
      const twin = kind.createTwin({ clock: parts.clock, random: seededRandom(1), settings, options: {} });
      return {
        twin,
        driver: kind.createWatch(parts),
        operate: () => void obey(twin.orders, operation),
        audit: () => null,
      };
    },
  };
}
