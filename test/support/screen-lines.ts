import type { Screen } from '../../core/journeys/screen.ts';
import type { Line } from '../../core/strings/line.ts';

/** Every line on a screen, in the order in which it is shown and spoken. */
export function linesOf({ title, details, body }: Screen): readonly Line[] {
  const rows = body.kind === 'review' ? body.rows.flatMap(({ label, value }) => [label, value]) : [];
  const choices = 'choices' in body ? body.choices : 'skip' in body ? [body.otherWay, body.skip] : [];
  const pad = 'letterPad' in body ? body.letterPad : null;
  return [
    title,
    ...details,
    ...rows,
    ...(pad === null ? [] : [pad.prompt, ...pad.offered.map(({ label }) => label)]),
    ...choices.flatMap(({ label, note }) => (note ? [label, note] : [label])),
  ];
}
