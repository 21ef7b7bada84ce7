import type { Body } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from './key.tsx';
import { Picture } from './pictures/picture.tsx';

type NumberPadProps = {
  readonly body: Extract<Body, { readonly kind: 'number-pad' }>;
  readonly act: (act: Act) => void;
};

const figures = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The figures lie as on a telephone. */
export function NumberPad({ body, act }: NumberPadProps) {
  return (
    <div class="entry">
      <Digits digits={body.digits} grouping={body.grouping} />
      <div class="pad">
        {figures.map((figure) => (
          <FigureKey key={figure} figure={figure} act={act} />
        ))}
        <Key
          name="pad:erase"
          tone="quiet"
          disabled={body.digits === ''}
          onPress={() => act({ did: 'erase-digit' })}
        >
          <SpokenLine line={fixedLines.eraseDigit} />
        </Key>
        <FigureKey figure="0" act={act} />
        <Key name="pad:enter" tone="primary" onPress={() => act({ did: 'enter-digits' })}>
          <Picture name="check" />
          <SpokenLine line={fixedLines.enterDigits} />
        </Key>
      </div>
    </div>
  );
}

function FigureKey({ figure, act }: { readonly figure: string; readonly act: (act: Act) => void }) {
  return (
    <Key name={`digit:${figure}`} look="figure" onPress={() => act({ did: 'press-digit', digit: figure })}>
      {figure}
    </Key>
  );
}

/** What has been typed so far, in its groups, and the empty places that are still to come. */
function Digits({ digits, grouping }: { readonly digits: string; readonly grouping: readonly number[] }) {
  let place = 0;
  return (
    <div class="digits">
      {grouping.map((size, group) => (
        <span key={group}>
          {Array.from({ length: size }, () => {
            const at = place++;
            return (
              <span key={at} class="digit" data-next={at === digits.length ? '' : undefined}>
                {digits[at] ?? ''}
              </span>
            );
          })}
        </span>
      ))}
    </div>
  );
}
