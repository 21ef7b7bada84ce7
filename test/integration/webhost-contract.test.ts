import { contractSuite } from '../contract/contract-suite.ts';
import { launch, liveWebhost, pageWire } from '../support/live-webhost.ts';

contractSuite("the webhost's WebSocket", async ({ serve, onEvent }, clock) => {
  const webhost = await liveWebhost({ clock, serve, onEvent });
  const cookie = await launch(webhost.gate.issueLaunchUrl(30_000));
  const page = await pageWire(webhost.origin, cookie, clock);
  return {
    wire: page.wire,
    async cut() {
      const closed = new Promise((done) => page.socket().once('close', done));
      page.socket().terminate();
      await closed;
    },
    close: webhost.stop,
  };
});
