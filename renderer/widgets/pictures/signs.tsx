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
