import type { Host } from '../../../core/contract/host.ts';
import type { AcceptOptions, Draft } from '../../../sync/outbox/accept.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import type { Window } from '../kiosk/window.ts';
import type { Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';

/** What a run does differently on purpose, in the simulation's own wrappers and never in the product. */
export type Bugs = {
  /** The database is opened as Chromium opens it by default. */
  readonly relaxedDurability: boolean;
  /** The journal's disk says that it has synced, and has not. */
  readonly diskThatLies: boolean;
  /** Whoever claims to be the hub is believed. */
  readonly unsignedReceiptAccepted: boolean;
  /** Windows know nothing of each other. */
  readonly twoDrainers: boolean;
  /** A row is deleted when it is sent, not when it is receipted. */
  readonly deletedAtSending: boolean;
  /** A kiosk that was imaged anew counts from 1 in its old epoch. */
  readonly epochReused: boolean;
  /** The hub does not ask whether its database keeps what it commits. */
  readonly hubSignsUnsafe: boolean;
  readonly accept: (window: Window, draft: Draft, options: AcceptOptions) => ReturnType<Outbox['accept']>;
  /** The host as the queue sees it. */
  readonly queueHost: (host: Host, timeline: Timeline, life: Life) => Host;
  /** The host as the uploader sees it. */
  readonly lineHost: (host: Host) => Host;
};

export const noBugs: Bugs = {
  relaxedDurability: false,
  diskThatLies: false,
  unsignedReceiptAccepted: false,
  twoDrainers: false,
  deletedAtSending: false,
  epochReused: false,
  hubSignsUnsafe: false,
  accept: ({ outbox }, draft, options) => outbox.accept(draft, options),
  queueHost: (host) => host,
  lineHost: (host) => host,
};
