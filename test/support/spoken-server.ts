import path from 'node:path';
import type { PageFile } from '../../host/page-files.ts';
import { voiceAssets } from '../../host/voice/assets.ts';
import { forkEngine } from '../../host/voice/engine-child.ts';
import { createSpeechEngine, type SpeechEngine } from '../../host/voice/engine.ts';
import { voiceHandlers } from '../../host/voice/handlers.ts';
import { createSoundStore } from '../../host/voice/sounds.ts';
import type { Voices } from '../../host/voice/voices.ts';
import { realClock } from '../../machine/real-clock.ts';
import { answerOnLoopback } from '../../tools/rig/loopback-server.ts';
import { bundlePage } from './page-bundle.ts';

export type SpokenServer = {
  /** With a slash at its end. */
  readonly address: string;
  readonly stop: () => Promise<void>;
};

const html = '<!doctype html><meta charset="utf-8"><body><script type="module" src="page.js"></script>';
const noRecordings: Pick<Voices, 'asset'> = { asset: async () => null };

export function realEngine(): SpeechEngine {
  const script = path.resolve('host/voice/engine-process.mjs');
  return createSpeechEngine({ clock: realClock(), start: (listener) => forkEngine(script, listener) });
}

/**
 * A page with a real engine behind it, under the kiosk's own security headers.
 *
 * @param file of `test/support`
 */
export async function serveSpokenPage(
  file: string,
  engine = realEngine(),
  voices = noRecordings,
): Promise<SpokenServer> {
  let ids = 0;
  const sounds = createSoundStore(() => `sound-${++ids}`);
  const asset = voiceAssets(voices, sounds);
  const handlers = voiceHandlers(engine, sounds);
  const script = await bundlePage(file);
  const server = await answerOnLoopback(async (target, body) => {
    const [url = ''] = target.split('?');
    if (url === '/') return fileOf('text/html', html);
    if (url === '/page.js') return fileOf('text/javascript', script);
    if (url !== '/voice.synthesise') return asset(url);
    const reply = await handlers['voice.synthesise'](JSON.parse(body) as never);
    return fileOf('application/json', JSON.stringify(reply));
  });
  return {
    address: `${server!.url}/`,
    async stop() {
      engine.stop();
      await server!.close();
    },
  };
}

function fileOf(contentType: string, text: string): PageFile {
  return { contentType, bytes: new TextEncoder().encode(text) };
}
