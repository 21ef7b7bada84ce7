const mostFrames = 40;

/** Shows the view of this address and waits until it stands: what was drawn twice alike is drawn. */
export async function arrive(hash: string): Promise<void> {
  if (location.hash !== hash) {
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = hash;
    await changed;
  }
  await settle();
}

/** Effects run behind a frame, and what they change is drawn by the next. */
export async function settle(): Promise<void> {
  await frame();
  let before = '';
  for (let frames = 0; frames < mostFrames; frames += 1) {
    await frame();
    await document.fonts.ready;
    const now = document.querySelector('.stage')?.outerHTML ?? '';
    if (now === before) return;
    before = now;
  }
  throw new Error('the screen does not come to rest');
}

function frame(): Promise<unknown> {
  return new Promise((painted) => requestAnimationFrame(painted));
}
