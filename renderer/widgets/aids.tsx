import { useContext } from 'preact/hooks';
import type { AidSwitch, Body } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { AidsContext, type Aids as HowSeen, type Rung } from '../customer/aids-context.ts';
import { adjustersOf, doneKey, switchKey, type Adjuster, type AidKey } from '../customer/aids.ts';
import { textSizes } from '../customer/look.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from './key.tsx';
import { Picture } from './pictures/picture.tsx';

type AidsProps = {
  readonly body: Extract<Body, { readonly kind: 'aids' }>;
  readonly act: (act: Act) => void;
};

/** How one sees and hears the machine: ladders, dialects, switches, and the way back. */
export function Aids({ body, act }: AidsProps) {
  const aids = useContext(AidsContext);
  return (
    <div class="aids">
      {adjustersOf(body).map((adjuster) => (
        <AdjusterRow key={adjuster.of} adjuster={adjuster} rung={rungOf(adjuster, aids)} act={act} />
      ))}
      {[...pairs(body.dialects), ...pairs(body.switches)].map((pair) => (
        <div key={pair[0]?.id} class="adjust switches">
          {pair.map((one) => (
            <Switch key={one.id} one={one} act={act} />
          ))}
        </div>
      ))}
      <div class="adjust done">
        <PanelKey aid={doneKey} tone="primary" act={act} />
      </div>
    </div>
  );
}

function rungOf({ of }: Adjuster, { volume, speed, look }: HowSeen): Rung {
  const size = { at: textSizes.indexOf(look.textSize), of: textSizes.length };
  return { volume, speed, size }[of];
}

type RowProps = Pick<AidsProps, 'act'> & { readonly adjuster: Adjuster; readonly rung: Rung };

function AdjusterRow({ adjuster: { label, less, more }, rung, act }: RowProps) {
  return (
    <div class="adjust">
      <PanelKey aid={less} act={act} />
      <div class="ladder">
        <SpokenLine line={label} />
        <span class="rungs" aria-hidden="true">
          {Array.from({ length: rung.of }, (_, at) => (
            <span key={at} data-reached={at <= rung.at ? '' : undefined} />
          ))}
        </span>
      </div>
      <PanelKey aid={more} act={act} />
    </div>
  );
}

type PanelKeyProps = Pick<AidsProps, 'act'> & { readonly aid: AidKey; readonly tone?: 'primary' };

function PanelKey({ aid, tone, act }: PanelKeyProps) {
  return (
    <Key name={aid.name} tone={tone} onPress={() => act(aid.act)}>
      <Picture name={aid.picture} />
      <SpokenLine line={aid.line} />
    </Key>
  );
}

type SwitchProps = Pick<AidsProps, 'act'> & { readonly one: AidSwitch };

/** Its state stands on it in words. */
function Switch({ one, act }: SwitchProps) {
  const { name, picture, line, act: what } = switchKey(one);
  return (
    <Key name={name} pressed={one.isOn} onPress={() => act(what)}>
      <Picture name={picture} />
      <span class="words">
        <SpokenLine line={line} />
        <span class="note">
          <SpokenLine line={one.state} />
        </span>
      </span>
    </Key>
  );
}

function pairs<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.flatMap((_, at) => (at % 2 === 0 ? [items.slice(at, at + 2)] : []));
}
