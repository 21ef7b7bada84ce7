import type { SlipBlock } from './slip.ts';

/**
 * What a customer reads stands double: a Hanzi of 6 mm (17 pt), large print. Single is 3 mm, which old eyes do not
 * read; triple leaves five Hanzi to a line of 58 mm paper.
 */
const readable = 2;

export function headline(text: string): SlipBlock {
  return { kind: 'text', text, size: readable, align: 'centre', bold: true };
}

export function heading(text: string): SlipBlock {
  return { kind: 'text', text, size: readable, align: 'left', bold: true };
}

export function paragraph(text: string): SlipBlock {
  return { kind: 'text', text, size: readable, align: 'left', bold: false };
}

export function pair(label: string, value: string): SlipBlock {
  return { kind: 'pair', label, value, size: readable };
}

/** Single, to save paper: it only names the number or the code that stands large beside it. */
export function caption(text: string): SlipBlock {
  return { kind: 'text', text, size: 1, align: 'centre', bold: false };
}
