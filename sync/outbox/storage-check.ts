import type { Host } from '../../core/contract/host.ts';

/** What the browser says of its storage; `navigator.storage` where there is one. */
export type StoragePort = {
  /** `location.origin`: the records lie under it. */
  readonly origin: string;
  readonly manager: Pick<StorageManager, 'persist' | 'estimate'> | null;
};

/** `mayBeEvicted`: the browser has said that it keeps nothing for certain. */
export type StorageFinding = { readonly fits: boolean; readonly mayBeEvicted: boolean };

/**
 * The self-test before the database is opened: asks the browser to keep it, and the host whether it lies where this
 * enrolment's records lie. A host that cannot say is no reason to turn customers away; the stores are compared anyway.
 */
export async function checkStorage(
  { origin, manager }: StoragePort,
  host: Pick<Host, 'invoke'>,
): Promise<StorageFinding> {
  const persisted = manager === null ? null : await manager.persist().catch(() => null);
  const estimate = manager === null ? null : await manager.estimate().catch(() => null);
  const reported = await host.invoke('storage.report', {
    origin,
    persisted,
    usageBytes: wholeBytes(estimate?.usage),
    quotaBytes: wholeBytes(estimate?.quota),
  });
  return { fits: !reported.ok || reported.value.fits, mayBeEvicted: persisted === false };
}

function wholeBytes(bytes: number | undefined): number | null {
  return bytes === undefined ? null : Math.floor(bytes);
}
