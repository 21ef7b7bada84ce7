/** A key as the eye finds it; `words` without gaps and marks. */
export type SeenKey = {
  /** The page's own name for it. Only the aids that have no words yet are looked for by it (`aids.ts`). */
  readonly name: string;
  readonly words: string;
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** What can be seen on the glass at one moment. */
export type Look = {
  /** Everything written beside the keys, without gaps and marks. */
  readonly told: string;
  /** The digits that stand in their places so far. */
  readonly typed: string;
  /** Keys that are in sight and can be pressed. */
  readonly keys: readonly SeenKey[];
  readonly pxPerMm: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** Runs in the page and uses nothing from outside itself. What is covered, dimmed or off the glass is not seen. */
export function lookAtGlass(): Look {
  const stage = document.querySelector<HTMLElement>('.stage');
  const bare = (text: string | null) => (text ?? '').replaceAll(/[\s\p{P}]/gu, '');
  const isInSight = (box: DOMRect) =>
    box.width > 0 &&
    box.height > 0 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < innerHeight &&
    box.left < innerWidth;
  const size = { widthPx: innerWidth, heightPx: innerHeight };
  if (stage === null) return { told: '', typed: '', keys: [], pxPerMm: 1, ...size };

  const written: string[] = [];
  const typed: string[] = [];
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || holder.closest('button') !== null) continue;
    if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (!isInSight(holder.getBoundingClientRect())) continue;
    const text = bare(node.textContent);
    written.push(text);
    if (/^\d$/.test(text)) typed.push(text);
  }

  const keys = [...stage.querySelectorAll('button')].flatMap((button) => {
    const box = button.getBoundingClientRect();
    if (button.disabled || !isInSight(box)) return [];
    const under = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (under?.closest('button') !== button) return [];
    return [
      {
        name: button.getAttribute('data-key') ?? '',
        words: bare(button.textContent),
        leftPx: box.left,
        topPx: box.top,
        widthPx: box.width,
        heightPx: box.height,
      },
    ];
  });
  const pxPerMm = Number(getComputedStyle(stage).getPropertyValue('--px-per-mm'));
  return { told: written.join(''), typed: typed.join(''), keys, pxPerMm, ...size };
}
