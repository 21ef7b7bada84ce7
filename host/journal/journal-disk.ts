/** What a journal needs of a disk. Paths are whole; every function throws what the system throws, with its `code`. */
export type JournalDisk = {
  /** Makes the folder and those above it, private to this user and on disk before it resolves. */
  readonly makeFolder: (folder: string) => Promise<void>;
  /** Names in a folder, in no order. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly sizeBytes: (file: string) => Promise<number>;
  /** Fewer bytes than asked for where the file ends. */
  readonly read: (file: string, offset: number, lengthBytes: number) => Promise<Buffer>;
  /** Makes the file when it is not there; `syncFolder` then makes that durable. */
  readonly open: (file: string) => Promise<JournalFile>;
  /** Content to be gone; one that is not there is no error. */
  readonly remove: (file: string) => Promise<void>;
  /** Of a file or a folder. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A file that was made, renamed or removed is so on disk only when its folder is. */
  readonly syncFolder: (folder: string) => Promise<void>;
};

/** A file that only grows, or is cut back. */
export type JournalFile = {
  readonly sizeBytes: () => Promise<number>;
  readonly append: (bytes: Buffer) => Promise<void>;
  readonly truncate: (lengthBytes: number) => Promise<void>;
  /** One that has failed is final for this file as opened: what the system has kept is unknown from then on. */
  readonly datasync: () => Promise<void>;
  readonly close: () => Promise<void>;
};
