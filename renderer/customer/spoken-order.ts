import type { AidSwitch, Body, Choice, Screen } from '../../core/journeys/screen.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { adjustersOf, switchKey } from './aids.ts';
import type { Line } from '../../core/strings/line.ts';
import { fixedLines } from './fixed-lines.ts';

/** Every line of a screen in the order it is read and spoken: title, details, the body's lines. */
export function spokenOrder(screen: Screen): readonly Line[] {
  return [screen.title, ...screen.details, ...bodyLines(screen.body)];
}

function bodyLines(body: Body): readonly Line[] {
  switch (body.kind) {
    case 'choices':
    case 'grid':
      return body.choices.flatMap(choiceLines);
    case 'review':
      return [
        ...body.rows.flatMap(({ label, value }) => [label, value]),
        ...body.choices.flatMap(choiceLines),
      ];
    case 'aids':
      return [
        ...adjustersOf(body).map(({ label }) => label),
        ...[...body.dialects, ...body.switches].flatMap(switchLines),
      ];
    case 'handwriting':
      return [...padLines(body), ...[body.otherWay, body.skip].flatMap(choiceLines)];
    case 'wake':
    case 'languages':
    case 'number-pad':
    case 'wait':
      return [];
    default:
      return unreachable(body);
  }
}

function switchLines(one: AidSwitch): readonly Line[] {
  return [switchKey(one).line, one.state];
}

/** What to do with characters that are offered the pad says itself, once the hand rests. */
function padLines({ letterPad }: Extract<Body, { readonly kind: 'handwriting' }>): readonly Line[] {
  if (letterPad === null) return [fixedLines.writeHere];
  return letterPad.at === 'seen' ? [] : [letterPad.prompt];
}

function choiceLines({ label, note }: Choice): readonly Line[] {
  return note === undefined ? [label] : [label, note];
}
