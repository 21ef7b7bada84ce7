import { Queue } from 'workbox-background-sync/Queue.js';
import { countRequest, type Contender, type Place } from './contender.ts';

/**
 * Workbox's queue of requests, one an errand by design. Made for a service worker; in a window it asks only for a
 * `registration` with a scope.
 */
export async function openWorkbox(place: Place): Promise<Contender> {
  Object.defineProperty(self, 'registration', { value: { scope: location.href } });
  // Without background sync it replays once when it is made, which is before there is anything.
  const queue = new Queue(place.database, { forceSyncFallback: true, onSync: () => {} });
  return {
    enqueue: (errand) => queue.pushRequest({ request: countRequest(place.countUrl, [errand]) }),
    async fill(errands) {
      for (const errand of errands)
        await queue.pushRequest({ request: countRequest(place.countUrl, [errand]) });
    },
    drain: () => queue.replayRequests(),
    waiting: () => queue.size(),
    close: async () => {},
  };
}
