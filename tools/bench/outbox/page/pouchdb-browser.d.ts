/** As much of PouchDB as the bench uses; the package carries no types. */
declare module 'pouchdb-browser' {
  type Stored<T> = T & { readonly _id: string; readonly _rev: string };
  type Change<T> = (T & { readonly _id: string }) | { _id: string; _rev: string; _deleted: true };

  export default class PouchDB<T> {
    constructor(name: string, options: { readonly auto_compaction: boolean });
    put(document: T & { readonly _id: string }): Promise<unknown>;
    bulkDocs(documents: readonly Change<T>[]): Promise<readonly { readonly error?: unknown }[]>;
    allDocs(options: {
      readonly include_docs: true;
      readonly limit: number;
    }): Promise<{ readonly rows: readonly { readonly doc: Stored<T> }[] }>;
    info(): Promise<{ readonly doc_count: number }>;
    destroy(): Promise<void>;
  }
}
