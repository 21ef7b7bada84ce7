import { Drawing } from './drawing.tsx';

export function Check() {
  return (
    <Drawing>
      <circle class="calm" cx="24" cy="24" r="19" />
      <path d="m14.5 24.5 7 7 12.5-14" stroke-width="4" />
    </Drawing>
  );
}

export function Cross() {
  return (
    <Drawing>
      <circle class="warm" cx="24" cy="24" r="19" />
      <path d="m17 17 14 14M31 17 17 31" stroke-width="4" />
    </Drawing>
  );
}

export function Question() {
  return (
    <Drawing>
      <circle class="calm" cx="24" cy="24" r="19" />
      <path d="M17.5 19a6.5 6.5 0 1 1 9.5 5.800c-2 1-3 2.2-3 4.700M24 35.500v.1" stroke-width="3.6" />
    </Drawing>
  );
}

export function ArrowLeft() {
  return (
    <Drawing>
      <path d="M41 24H8M21 10 7 24l14 14" stroke-width="4" />
    </Drawing>
  );
}

export function ArrowRight() {
  return (
    <Drawing>
      <path d="M7 24h33M27 10l14 14-14 14" stroke-width="4" />
    </Drawing>
  );
}

/** An ear with a turning arrow would be two ideas; the loudspeaker with a turning arrow is what people know. */
export function Repeat() {
  return (
    <Drawing>
      <path d="M40 24a16 16 0 1 1-5-11.6" stroke-width="3.6" />
      <path d="M36.5 4v9.500H27" stroke-width="3.6" />
      <path class="warm" d="M16 21h5l7-5v16l-7-5h-5z" />
    </Drawing>
  );
}

/** A tortoise in three strokes: shell, head, ground. */
export function Slower() {
  return (
    <Drawing>
      <path class="warm" d="M6 33a14.5 14.5 0 0 1 29 0z" />
      <path d="M35 29c1-5 3-7.5 6-7.500a3.5 3.5 0 0 1 3.5 3.500c0 3.5-3.5 8-9.5 8M11 33v6M29 33v6M14 25l6.5 3 6.5-3" />
    </Drawing>
  );
}

/** A hare: long ears, forward lean. */
export function Faster() {
  return (
    <Drawing>
      <path
        class="warm"
        d="M7 37c-1-9 6-14 14-14 3 0 5 .6 7 1.600L21 9c-.8-3 2.4-4.6 4.3-2.300l8.2 11.800c5.5.5 10 4 10.5 8.5.2 2.5-2 4-5 4h-4l-2 6z"
      />
      <path d="M36.5 23.500v.1M13 37l2-5" />
    </Drawing>
  );
}

export function Quieter() {
  return (
    <Drawing>
      <path class="warm" d="M6 18h8l11-9v30l-11-9H6z" />
      <path d="M33 24h11" stroke-width="3.6" />
    </Drawing>
  );
}

export function Louder() {
  return (
    <Drawing>
      <path class="warm" d="M6 18h8l11-9v30l-11-9H6z" />
      <path d="M33 24h11M38.5 18.500v11" stroke-width="3.6" />
    </Drawing>
  );
}

export function ArrowDown() {
  return (
    <Drawing>
      <path d="M24 7v33M10 27l14 14 14-14" stroke-width="4" />
    </Drawing>
  );
}

export function ArrowUp() {
  return (
    <Drawing>
      <path d="M24 41V8M10 21 24 7l14 14" stroke-width="4" />
    </Drawing>
  );
}

/** An eye and the waves of a sound: to see and to hear. */
export function EyeAndEar() {
  return (
    <Drawing>
      <path class="calm" d="M3 24c5-8 11-12 17-12s12 4 17 12c-5 8-11 12-17 12S8 32 3 24z" />
      <circle cx="20" cy="24" r="5" fill="currentColor" />
      <path d="M38 13a16 16 0 0 1 0 22M43 9a23 23 0 0 1 0 30" />
    </Drawing>
  );
}

/** The same letter, small and large, as on the dial of a reading lamp. */
export function LetterSmall() {
  return (
    <Drawing>
      <path d="M15 34l9-20 9 20M18.5 27h11" stroke-width="3.4" />
    </Drawing>
  );
}

export function LetterLarge() {
  return (
    <Drawing>
      <path d="M6 43 24 5l18 38M12.500 30h23" stroke-width="4.6" />
    </Drawing>
  );
}

export function Magnifier() {
  return (
    <Drawing>
      <circle class="calm" cx="20" cy="20" r="14" />
      <path d="M31 31l13 13M13.500 20h13M20 13.500v13" stroke-width="4" />
    </Drawing>
  );
}

export function HalfAndHalf() {
  return (
    <Drawing>
      <circle class="sheet" cx="24" cy="24" r="19" />
      <path d="M24 5a19 19 0 0 1 0 38z" fill="currentColor" />
    </Drawing>
  );
}
