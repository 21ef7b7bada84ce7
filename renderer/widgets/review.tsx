import type { Body } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Choices } from './choices.tsx';

type ReviewProps = {
  readonly body: Extract<Body, { readonly kind: 'review' }>;
  readonly act: (act: Act) => void;
};

/** What was answered, line by line, before anything is accepted. */
export function Review({ body, act }: ReviewProps) {
  return (
    <>
      <dl class="rows">
        {body.rows.map(({ label, value }, at) => (
          <div key={at}>
            <dt>
              <SpokenLine line={label} />
            </dt>
            <dd>
              <SpokenLine line={value} />
            </dd>
          </div>
        ))}
      </dl>
      <Choices choices={body.choices} act={act} />
    </>
  );
}
