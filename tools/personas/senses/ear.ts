import { createHash } from 'node:crypto';
import type { Page, WebSocket } from '@playwright/test';
import * as v from 'valibot';
import { packManifestSchema } from '../../../core/voice/pack.ts';
import { plain } from '../words.ts';
import { installSoundLog, soundBinding } from './sound-log.ts';

/** What has begun to sound, in words; a sound without words, such as the chime, is not among it. */
export type Ear = {
  readonly heard: () => readonly string[];
  readonly forget: () => void;
  /** Whether it was so within this time. */
  readonly hears: (isSo: (heard: readonly string[]) => boolean, withinMs: number) => Promise<boolean>;
};

/**
 * Listens at the loudspeaker. What a sound says is known from its recording's label, or from what the speech engine
 * was asked to say; the page's screen is not looked at. Open it before the page is.
 */
export async function openEar(page: Page): Promise<Ear> {
  const labels = new Map<string, string>();
  const listeners = new Set<() => void>();
  let heard: string[] = [];
  listenForRecordings(page, labels);
  page.on('websocket', (socket) => listenForEngine(page, socket, labels));
  await page.exposeBinding(soundBinding, (_, source: string) => {
    const said = labels.get(nameOf(source));
    if (said !== undefined) heard.push(plain(said));
    for (const listener of listeners) listener();
  });
  await page.addInitScript(installSoundLog, soundBinding);

  return {
    heard: () => heard,
    forget() {
      heard = [];
    },
    hears: (isSo, withinMs) =>
      new Promise((settle) => {
        const end = (answer: boolean) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle(answer);
        };
        const look = () => isSo(heard) && end(true);
        const timer = setTimeout(() => end(isSo(heard)), withinMs);
        listeners.add(look);
        look();
      }),
  };
}

/** By its bytes where the page holds them, else by its path below the origin. */
function nameOf(source: string): string {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(source)?.[1];
  if (data !== undefined) return sha256Of(Buffer.from(data, 'base64'));
  return /^https?:/.test(source) ? new URL(source).pathname : source;
}

function sha256Of(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The packs' own tables of contents, as they come over the line. */
function listenForRecordings(page: Page, labels: Map<string, string>): void {
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('/manifest.json')) return;
    const manifest = v.safeParse(packManifestSchema, await response.json().catch(() => null));
    if (!manifest.success) return;
    for (const { file, sha256, text } of Object.values(manifest.output.clips)) {
      labels.set(new URL(file, response.url()).pathname, text);
      labels.set(`sha256:${sha256}`, text);
    }
  });
}

const askedSchema = v.object({
  kind: v.literal('call'),
  correlationId: v.string(),
  name: v.literal('voice.synthesise'),
  input: v.object({ text: v.string() }),
});
const answeredSchema = v.object({
  kind: v.literal('reply'),
  correlationId: v.string(),
  reply: v.object({ ok: v.literal(true), value: v.object({ url: v.string() }) }),
});

/** What the engine was asked to say, and under which address it lies. */
function listenForEngine(page: Page, socket: WebSocket, labels: Map<string, string>): void {
  const asked = new Map<string, string>();
  socket.on('framesent', ({ payload }) => {
    const call = v.safeParse(askedSchema, parsed(payload));
    if (call.success) asked.set(call.output.correlationId, call.output.input.text);
  });
  socket.on('framereceived', async ({ payload }) => {
    const answer = v.safeParse(answeredSchema, parsed(payload));
    const text = answer.success ? asked.get(answer.output.correlationId) : undefined;
    if (!answer.success || text === undefined) return;
    const address = new URL(answer.output.reply.value.url, page.url());
    labels.set(address.pathname, text);
    // The page may play it from its own memory.
    const sound = await page.request.get(address.href).catch(() => null);
    if (sound?.ok() === true) labels.set(sha256Of(await sound.body()), text);
  });
}

function parsed(payload: string | Buffer): unknown {
  return JSON.parse(String(payload));
}
