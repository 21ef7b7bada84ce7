import type { Act } from '../../renderer/customer/act.ts';

/** What the gallery's page hands to whoever walks it. */
declare global {
  interface Window {
    gallery: { readonly screenIds: readonly string[]; readonly acts: Act[] };
  }
}
