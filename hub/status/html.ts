/** Markup that is already safe to send. */
export type Html = { readonly markup: string };

type Part = Html | string | number | readonly Html[];

/** Template of HTML: every string put into it is text, only the template itself and other `Html` is markup. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = literals.map((literal, index) => literal + render(parts[index] ?? '')).join('');
  return { markup };
}

function render(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string')
    return part.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}
