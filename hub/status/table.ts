import { html, type Html } from './html.ts';

export type Cell = Html | string | number;

/** A table on a card of its own; `empty` is said instead when there is no row. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[], empty: string): Html {
  if (rows.length === 0) return html`<p class="card quiet">${empty}</p>`;
  return html`<div class="card wide">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function red(text: string | number): Html {
  return html`<span class="red">${text}</span>`;
}

/** Below the first, smaller to the eye. */
export function twoLines(first: Cell, second: Cell): Html {
  return html`${first}<br /><span class="quiet">${second}</span>`;
}

/** A slip number, a key: never broken in two. */
export function unbroken(text: string): Html {
  return html`<span class="number">${text}</span>`;
}
