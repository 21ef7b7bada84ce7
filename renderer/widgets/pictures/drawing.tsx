import type { ComponentChildren } from 'preact';

/**
 * The sheet every picture is drawn on: 48 × 48 units, one stroke, round ends. Outlines take the colour of the words
 * beside them; the two fills are `warm` and `calm` of the stylesheet. A picture never stands without words, so it is
 * hidden from assistive technology.
 */
export function Drawing({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      class="picture"
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      stroke-width="2.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}
