import { useState } from 'preact/hooks';
import { useRoom } from '../customer/use-room.ts';
import { id1Mm, measuredBy } from './ruler.ts';

/** The corner may be dragged; the keys do the same by whole pixels, for a hand or a mouse that is not so steady. */
const steps = [-10, -1, 1, 10] as const;
const leastPx = 80;

/** Lay an ID-1 card on the glass, fit the box to it, and copy the line into the site profile. */
export function PanelRuler() {
  const { element, room } = useRoom<HTMLDivElement>();
  const [cardPx, setCardPx] = useState(345);
  const fit = (px: number) => setCardPx(Math.max(leastPx, Math.min(px, room?.widthPx ?? px)));
  const measured = room === null ? null : measuredBy(cardPx, room);
  return (
    <div ref={element} class="ruler">
      <h1>量屏幕 · How large is a millimetre here?</h1>
      <p>请把身份证贴在屏幕上，让方框和卡一样大：拖右下角，或者按下面的键。</p>
      <p>
        Hold an ID card against the glass and make the box as large as the card: drag its corner, or use the
        keys.
      </p>
      <div
        class="card"
        style={{ width: `${cardPx}px`, height: `${(cardPx * id1Mm.height) / id1Mm.width}px` }}
      >
        <Corner onDrag={(px) => fit(cardPx + px)} />
      </div>
      <div class="steps">
        {steps.map((step) => (
          <button key={step} type="button" onClick={() => fit(cardPx + step)}>
            {step > 0 ? `+${step}` : String(step)}
          </button>
        ))}
      </div>
      {measured !== null && <Outcome {...measured} />}
    </div>
  );
}

function Corner({ onDrag }: { readonly onDrag: (px: number) => void }) {
  return (
    <span
      class="corner"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) =>
        event.currentTarget.hasPointerCapture(event.pointerId) && onDrag(event.movementX)
      }
    />
  );
}

function Outcome({ mmPerPx, diagonalInch, isPlausible }: ReturnType<typeof measuredBy>) {
  return (
    <>
      <p>
        {`这块屏幕的对角线 · this panel's diagonal: ${diagonalInch}"`}
        {!isPlausible && <strong> 不可能，请再量一次 · that cannot be, please measure again</strong>}
      </p>
      <p>
        写进站点配置 · into the site profile: <code>{`"mmPerPx": ${mmPerPx}`}</code>
      </p>
    </>
  );
}
