import * as v from 'valibot';

/** Address of a hub. Without its scheme, `hub.branch:8180` would pass for an address of the scheme `hub.branch`. */
export const hubUrlSchema = v.pipe(
  v.string(),
  v.check((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '')),
);
