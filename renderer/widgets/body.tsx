import type { Body } from '../../core/journeys/screen.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Act } from '../customer/act.ts';
import { Aids } from './aids.tsx';
import { LazyPad } from '../handwriting/lazy-pad.tsx';
import { Choices } from './choices.tsx';
import { Grid } from './grid.tsx';
import { Languages } from './languages.tsx';
import { NumberPad } from './number-pad.tsx';
import { Review } from './review.tsx';
import { Wake } from './wake.tsx';

type BodyProps = { readonly body: Body; readonly act: (act: Act) => void };

export function BodyView({ body, act }: BodyProps) {
  switch (body.kind) {
    case 'wake':
      return <Wake act={act} />;
    case 'choices':
      return <Choices choices={body.choices} act={act} />;
    case 'languages':
      return <Languages body={body} act={act} />;
    case 'number-pad':
      return <NumberPad body={body} act={act} />;
    case 'grid':
      return <Grid body={body} act={act} />;
    case 'review':
      return <Review body={body} act={act} />;
    case 'aids':
      return <Aids body={body} act={act} />;
    case 'handwriting':
      return <LazyPad body={body} act={act} />;
    case 'wait':
      return null;
    default:
      return unreachable(body);
  }
}
