import { createServer } from 'node:http';
import path from 'node:path';
import { livePath } from '../../core/voice/pack.ts';
import { securityHeaders } from '../../host/page-files.ts';
import { forkEngine } from '../../host/voice/engine-child.ts';
import { createSpeechEngine } from '../../host/voice/engine.ts';
import { voiceHandlers } from '../../host/voice/handlers.ts';
import { createSoundStore } from '../../host/voice/sounds.ts';
import { realClock } from '../../machine/real-clock.ts';
import { bundlePage } from './page-bundle.ts';

/**
 * A page with the real engine behind it and no recorded voice, under the kiosk's own security headers.
 *
 * @param file of `test/support`
 */
export async function serveSpokenPage(
  file: string,
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const script = path.resolve('host/voice/engine-process.mjs');
  const engine = createSpeechEngine({
    clock: realClock(),
    start: (listener) => forkEngine(script, listener),
  });
  let ids = 0;
  const sounds = createSoundStore(() => `sound-${++ids}`);
  const handlers = voiceHandlers(engine, sounds);
  const page = await bundlePage(file);
  const html = '<!doctype html><meta charset="utf-8"><body><script type="module" src="page.js"></script>';

  async function answer(url: string, body: string) {
    if (url === '/') return { type: 'text/html', bytes: html };
    if (url === '/page.js') return { type: 'text/javascript', bytes: page };
    if (url === '/voice.synthesise') {
      const reply = await handlers['voice.synthesise'](JSON.parse(body) as never);
      return { type: 'application/json', bytes: JSON.stringify(reply) };
    }
    const bytes = sounds.get(new RegExp(`^/${livePath}/([\\w-]+)\\.wav$`, 'u').exec(url)?.[1] ?? '');
    return bytes === null ? null : { type: 'audio/wav', bytes };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(request.url?.split('?')[0] ?? '', Buffer.concat(chunks).toString()).then((found) => {
        response.writeHead(found === null ? 404 : 200, {
          ...securityHeaders,
          'content-type': found?.type ?? 'text/plain',
        });
        response.end(found?.bytes);
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}/`,
    async stop() {
      engine.stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
