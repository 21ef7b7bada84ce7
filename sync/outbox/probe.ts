import { err, ok, type Result } from '../../core/lib/result.ts';
import { nameOf } from './accept.ts';

/** What the browser says of a database before anybody uses it. */
export type Probe = {
  readonly existed: boolean;
  /** Chromium's word that it has thrown a damaged database away, with its reason; null when it says nothing. */
  readonly dataLoss: string | null;
};

type UpgradeEvent = IDBVersionChangeEvent & { readonly dataLoss?: string; readonly dataLossMessage?: string };

/**
 * Opens a database without a version and closes it again: Dexie would hide `dataLoss`, and would make an empty
 * database where one had been lost. Leaves nothing behind. The error is the name of the browser's exception.
 */
export function probeDatabase(indexedDB: IDBFactory, name: string): Promise<Result<Probe, string>> {
  return new Promise<Result<Probe, string>>((settle) => {
    const request = indexedDB.open(name);
    let probe: Probe = { existed: true, dataLoss: null };
    request.addEventListener('upgradeneeded', (event: UpgradeEvent) => {
      const isLost = event.dataLoss !== undefined && event.dataLoss !== 'none';
      probe = {
        existed: false,
        dataLoss: isLost ? `${event.dataLoss}: ${event.dataLossMessage ?? ''}` : null,
      };
      request.transaction?.abort();
    });
    request.addEventListener('success', () => {
      request.result.close();
      settle(ok(probe));
    });
    request.addEventListener('error', (event) => {
      event.preventDefault();
      settle(probe.existed ? err(request.error?.name ?? 'unknown') : ok(probe));
    });
    // A browser that lets nobody in throws at once instead.
  }).catch((cause: unknown) => err(nameOf(cause)));
}
