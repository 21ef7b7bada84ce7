import type { CDPSession } from '@playwright/test';

/** Texts whose glyphs come from no face that the page has brought along. */
export async function strangeFacesOn(session: CDPSession): Promise<readonly string[]> {
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '.stage .phrase, .stage .figure, .stage .digit',
  });
  const found = await Promise.all(
    nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })),
  );
  await session.send('DOM.disable');
  return found.flatMap(({ fonts }) =>
    fonts
      .filter(({ isCustomFont, familyName }) => !isCustomFont || !/Sans/u.test(familyName))
      .map(({ familyName, glyphCount }) => `${glyphCount} glyphs are drawn from ${familyName}`),
  );
}
