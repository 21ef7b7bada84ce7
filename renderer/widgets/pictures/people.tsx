import { Drawing } from './drawing.tsx';

/** Two open hands, one from each side, with a heart between them: the house sign. */
export function Hands() {
  return (
    <Drawing>
      <path class="warm" d="M24 22c-5-4-8-6.5-8-10a4.6 4.6 0 0 1 8-3 4.6 4.6 0 0 1 8 3c0 3.5-3 6-8 10z" />
      <path
        class="calm"
        d="M22 42V34c0-3-1.5-5-3.5-7l-4-4.200c-1.8-1.8-4.3.4-2.8 2.500L15 30l-5-3.500V19a2.5 2.5 0 0 0-5 0v11c0 3 4 8 8 12z"
      />
      <path
        class="calm"
        d="M26 42V34c0-3 1.5-5 3.5-7l4-4.200c1.8-1.8 4.3.4 2.8 2.500L33 30l5-3.500V19a2.5 2.5 0 0 1 5 0v11c0 3-4 8-8 12z"
      />
    </Drawing>
  );
}

export function Person() {
  return (
    <Drawing>
      <circle class="warm" cx="24" cy="15" r="8" />
      <path class="calm" d="M8 42c1-10 7.5-15 16-15s15 5 16 15z" />
    </Drawing>
  );
}

export function People() {
  return (
    <Drawing>
      <circle class="warm" cx="33" cy="16" r="6.5" />
      <path class="warm" d="M30 28c8-2 14 3 15 13H33" />
      <circle class="warm" cx="16" cy="15" r="7.5" />
      <path class="calm" d="M3 41c.8-9 5.8-14 13-14s12.2 5 13 14z" />
    </Drawing>
  );
}

/** A head that speaks: two waves leave the mouth. */
export function Speech() {
  return (
    <Drawing>
      <path
        class="calm"
        d="M6 10a4 4 0 0 1 4-4h28a4 4 0 0 1 4 4v19a4 4 0 0 1-4 4H23l-10 9v-9h-3a4 4 0 0 1-4-4z"
      />
      <path d="M14 15h20M14 23h13" />
    </Drawing>
  );
}

/** A person in bed. */
export function Illness() {
  return (
    <Drawing>
      <path d="M5 12v29M43 41v-9H5" />
      <circle class="warm" cx="13" cy="24" r="4.5" />
      <path class="calm" d="M20 32v-8a3 3 0 0 1 3-3h12a8 8 0 0 1 8 8v3z" />
      <path d="M27 7v8M23 11h8" />
    </Drawing>
  );
}

/** An arm in a sling is hard to read; a plaster on a knee is not: a plaster, crosswise. */
export function Accident() {
  return (
    <Drawing>
      <path
        class="warm"
        d="M9.5 27.5 27.5 9.500a7.780 7.780 0 0 1 11 11L20.5 38.500a7.780 7.780 0 0 1-11-11z"
      />
      <path class="calm" d="m18 19 11 11M15 22l11 11M22 15l11 11" />
      <path d="M24 22v.1M21 25v.1M27 25v.1M24 28v.1" />
    </Drawing>
  );
}

export function Heart() {
  return (
    <Drawing>
      <path
        class="warm"
        d="M24 41C13 32 6 25.5 6 17a9.3 9.3 0 0 1 18-3.500A9.3 9.3 0 0 1 42 17c0 8.5-7 15-18 24z"
      />
    </Drawing>
  );
}

/** A person walking out through an open door. */
export function Leave() {
  return (
    <Drawing>
      <path class="calm" d="M8 6h20v36H8z" />
      <path d="M22 24v2M34 24h10M39 18l6 6-6 6" />
    </Drawing>
  );
}
