/** A fault of a screen as a person would put it; no fault, no line. */
export type Fault = string;

/**
 * Measures the screen that is shown, in millimetres of its own stage. Runs in the page, so it may use nothing from
 * outside itself.
 */
export function measureScreen(): readonly Fault[] {
  const faults: Fault[] = [];
  const stage = document.querySelector<HTMLElement>('.stage')!;
  const pxPerMm = Number(getComputedStyle(stage).getPropertyValue('--px-per-mm'));
  const mm = (px: number) => Math.round((px / pxPerMm) * 100) / 100;
  /** Half a pixel of rounding either way is not a fault. */
  const slack = 0.5 / pxPerMm;
  const boxOf = (element: Element) => element.getBoundingClientRect();
  const nameOf = (element: Element) =>
    element.getAttribute('data-key') ?? (element.className.toString() || element.tagName.toLowerCase());

  const keys = [...stage.querySelectorAll<HTMLButtonElement>('button.key')];
  const small = keys.filter((key) => !key.classList.contains('wake'));
  for (const key of keys) {
    const { width, height } = boxOf(key);
    if (mm(width) < 20 - slack || mm(height) < 20 - slack)
      faults.push(`key ${nameOf(key)} is ${mm(width)} × ${mm(height)} mm`);
    if (key.hasAttribute('data-primary') && mm(height) < 24 - slack)
      faults.push(`primary key ${nameOf(key)} is ${mm(height)} mm high`);
    if (key.scrollWidth > key.clientWidth + 1 || key.scrollHeight > key.clientHeight + 1)
      faults.push(`key ${nameOf(key)} is too small for its words`);
  }

  for (const [at, a] of small.entries()) {
    for (const b of small.slice(at + 1)) {
      const [one, other] = [boxOf(a), boxOf(b)];
      const across = Math.max(one.left, other.left) - Math.min(one.right, other.right);
      const down = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
      if (mm(Math.max(across, down)) < 4 - slack)
        faults.push(`keys ${nameOf(a)} and ${nameOf(b)} are ${mm(Math.max(across, down))} mm apart`);
    }
  }

  for (const key of small.filter((one) => !one.disabled)) {
    const { left, top, width, height } = boxOf(key);
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!key.contains(hit))
      faults.push(`key ${nameOf(key)} is covered by ${hit === null ? 'nothing' : nameOf(hit)}`);
  }

  const glass = boxOf(stage);
  const main = boxOf(stage.querySelector('main')!);
  const within = (box: DOMRect, room: DOMRect) =>
    box.left >= room.left - 1 &&
    box.right <= room.right + 1 &&
    box.top >= room.top - 1 &&
    box.bottom <= room.bottom + 1;
  const text = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
    const holder = node.parentElement!;
    const said = node.textContent!.trim();
    if (said === '') continue;
    const style = getComputedStyle(holder);
    const size = parseFloat(style.fontSize);
    if (mm(size) < 10.1 - slack) faults.push(`"${said}" is ${mm(size)} mm large`);
    if (parseFloat(style.lineHeight) < 1.5 * size - 0.5)
      faults.push(`"${said}" has lines of ${style.lineHeight}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const room =
      holder.closest('button.key:not(.wake), .rows, .digits') ??
      (holder.closest('main') === null ? stage : null);
    for (const box of range.getClientRects())
      if (!within(box, room === null ? main : boxOf(room))) faults.push(`"${said}" stands outside its place`);
  }

  for (const part of stage.querySelectorAll('.told, .do > *, .do li, .digits, .rows, .picture'))
    if (
      boxOf(part).width > 0 &&
      !within(boxOf(part), part.closest('main') === null ? glass : main) &&
      !part.matches('.wake')
    )
      faults.push(`${nameOf(part)} stands outside the screen`);

  const told = boxOf(stage.querySelector('.told')!);
  for (const key of stage.querySelectorAll('.do .key:not(.wake)')) {
    const box = boxOf(key);
    if (
      box.left < told.right - 1 &&
      box.right > told.left + 1 &&
      box.top < told.bottom - 1 &&
      box.bottom > told.top + 1
    )
      faults.push(`key ${nameOf(key)} lies over the words`);
  }

  const page = document.documentElement;
  if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) faults.push('the page scrolls');
  if (document.getAnimations().length > 0) faults.push('something moves');
  if (stage.querySelectorAll('[data-primary]').length > 1) faults.push('there are two next steps');
  if (stage.querySelectorAll('.choices > li').length > 6) faults.push('there are more than six choices');
  return faults;
}
