import type { incidentCodes } from '../../core/contract/calls.ts';
import type { Carried } from './record.ts';

export type Incident = {
  /** Kiosk wall clock, ISO 8601 UTC. */
  readonly at: string;
  readonly code: (typeof incidentCodes)[number];
  readonly detail: string;
};

type Kept = Incident & { readonly segment: string; readonly isOpen: boolean };

/** So many open incidents outlive their segment. */
const mostCarried = 20;

/** What staff must see, and what of it is over. */
export class IncidentBook {
  #kept: Kept[] = [];

  /** One that was carried forward is the one that stood there before. */
  take({ at, code, detail }: Incident, segment: string): void {
    const known = this.#find({ at, code, detail });
    if (known >= 0) this.#kept.splice(known, 1);
    this.#kept.push({ at, code, detail, segment, isOpen: true });
  }

  /** The word that it is over is itself one that staff read. */
  takeResolved({ at, code, detail }: Incident, segment: string): void {
    this.#kept = this.#kept.map((one) => (one.code === code ? { ...one, isOpen: false } : one));
    this.#kept.push({ at, code, detail: `resolved: ${detail}`, segment, isOpen: false });
  }

  has(incident: Incident): boolean {
    return this.#find(incident) >= 0;
  }

  all(): readonly Incident[] {
    return this.#kept.map(({ at, code, detail }) => ({ at, code, detail }));
  }

  /** @param about how its detail begins; anything without it */
  isOpen(code: Incident['code'], about = ''): boolean {
    return this.#kept.some((one) => one.code === code && one.isOpen && one.detail.startsWith(about));
  }

  openIn(segments: ReadonlySet<string>): Carried['incidents'] {
    const open = this.#kept.filter(({ isOpen, segment }) => isOpen && segments.has(segment));
    return open.slice(-mostCarried).map(({ at, code, detail }) => ({ at, code, detail }));
  }

  forget(segments: ReadonlySet<string>): void {
    this.#kept = this.#kept.filter(({ segment }) => !segments.has(segment));
  }

  #find({ at, code, detail }: Incident): number {
    return this.#kept.findIndex((one) => one.at === at && one.code === code && one.detail === detail);
  }
}
