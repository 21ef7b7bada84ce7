/**
 * Runs work while `crypto` and `fetch` are other ones: @hpke/core and host/hub-fetch.ts take them from where the browser
 * and Node put them. One such run at a time in a thread.
 */
export async function inPlaceOfGlobals<T>(
  others: { readonly crypto: Crypto; readonly fetch: typeof fetch },
  work: () => Promise<T>,
): Promise<T> {
  const names = ['crypto', 'fetch'] as const;
  const real = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  for (const name of names)
    Object.defineProperty(globalThis, name, { value: others[name], configurable: true, writable: true });
  try {
    return await work();
  } finally {
    for (const [at, name] of names.entries()) {
      const descriptor = real[at];
      if (descriptor !== undefined) Object.defineProperty(globalThis, name, descriptor);
    }
  }
}
