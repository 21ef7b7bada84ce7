import type { Body } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { ChoiceKey } from './choices.tsx';
import { Key } from './key.tsx';
import { Picture } from './pictures/picture.tsx';

type GridProps = {
  readonly body: Extract<Body, { readonly kind: 'grid' }>;
  readonly act: (act: Act) => void;
};

/** A page of short equal keys; more pages are reached by keys, never by swiping. */
export function Grid({ body, act }: GridProps) {
  return (
    <>
      <ul class="cells" data-columns={body.columns} style={{ '--columns': body.columns }}>
        {body.choices.map((choice) => (
          <li key={choice.id}>
            <ChoiceKey choice={choice} look="cell" act={act} />
          </li>
        ))}
      </ul>
      {body.pages > 1 && <PageKeys page={body.page} pages={body.pages} act={act} />}
    </>
  );
}

type PageKeysProps = {
  readonly page: number;
  readonly pages: number;
  readonly act: (act: Act) => void;
};

function PageKeys({ page, pages, act }: PageKeysProps) {
  return (
    <div class="pages">
      <Key
        name="page:previous"
        disabled={page === 0}
        onPress={() => act({ did: 'turn-page', direction: -1 })}
      >
        <Picture name="arrow-left" />
        <SpokenLine line={fixedLines.previousPage} />
      </Key>
      <span class="dots" aria-hidden="true">
        {Array.from({ length: pages }, (_, at) => (
          <span key={at} data-here={at === page ? '' : undefined} />
        ))}
      </span>
      <Key
        name="page:next"
        disabled={page === pages - 1}
        onPress={() => act({ did: 'turn-page', direction: 1 })}
      >
        <SpokenLine line={fixedLines.nextPage} />
        <Picture name="arrow-right" />
      </Key>
    </div>
  );
}
