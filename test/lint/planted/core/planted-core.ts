import { openOutbox } from '../sync/outbox.ts';
export const startedMs = Date.now();
export const started = new Date();
export const dice = Math.random();
export const anything: any = openOutbox;
export const first = (list: readonly string[]) => list[0]!;
