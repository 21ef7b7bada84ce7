import { openBranch } from '../../rig/branch.ts';
import { axeScript, openBrowser } from '../browser.ts';
import { eyeScript } from '../eye-script.ts';
import { servePage } from '../../gallery/serve-page.ts';
import { gatherClockFacts } from './clock.ts';
import { gatherHandFacts } from './hand.ts';
import { gatherLiveFacts } from './live.ts';
import { readSources } from './source-checks.ts';
import type { HandFacts, World } from './world.ts';

/** Finger, ear and clock: one visit before a real host listened to, one waited through, and the gallery touched. */
export async function gatherWorld(
  isAsked: (screen: string, at: number) => boolean,
  tell: (what: string) => void,
): Promise<World> {
  tell('touching the gallery …');
  const hand = await touchGallery(isAsked);
  tell('opening a branch …');
  const branch = await openBranch();
  try {
    await branch.startHub();
    await branch.startKiosk();
    tell('listening to a visit …');
    const live = await gatherLiveFacts(branch);
    await branch.stopKiosk();
    await branch.startKiosk();
    tell('waiting through a visit …');
    return { hand, live, clock: await gatherClockFacts(branch), sources: readSources() };
  } catch (cause) {
    tell(branch.logs());
    throw cause;
  } finally {
    await branch.dispose();
  }
}

async function touchGallery(isAsked: (screen: string, at: number) => boolean): Promise<HandFacts> {
  const served = await servePage('dist/renderer', 0);
  if (served === null) throw new Error('there is no free port');
  const browser = await openBrowser();
  try {
    return await gatherHandFacts(browser, served.url, [await eyeScript(), axeScript()], isAsked);
  } finally {
    await browser.close();
    await served.close();
  }
}
