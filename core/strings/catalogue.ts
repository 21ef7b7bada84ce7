/** Placeholder until the catalogue is written. */
export type StringKey = string;
