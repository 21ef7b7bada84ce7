import type { Page } from '@playwright/test';

/**
 * What comes out of a page's loudspeaker, recorded: every media element is led through the page's own audio graph onto
 * a tape, each of four in turn on a track of its own, so that two that sound at once are seen as such; chime and tick
 * go onto the fifth. Time on the tape is counted in its samples and does not depend on how busy this machine is.
 */
export type Tape = {
  readonly sampleRate: number;
  /** Root mean square of each block of `blockSamples`, for each track. */
  readonly levels: readonly (readonly number[])[];
  /** Seconds on the tape at which a finger went down, in order. */
  readonly touchesS: readonly number[];
};

export const blockSamples = 128;
const tracks = 5;

/** Runs beside the page's sound, one block after the other. */
const worklet = `
registerProcessor('tape', class extends AudioWorkletProcessor {
  process(inputs) {
    const mono = new Float32Array(${blockSamples});
    const levels = inputs.map(([channel]) => {
      if (channel === undefined) return 0;
      let sum = 0;
      channel.forEach((sample, at) => { mono[at] += sample; sum += sample * sample; });
      return Math.sqrt(sum / channel.length);
    });
    this.port.postMessage({ frame: currentFrame, levels, mono }, [mono.buffer]);
    return true;
  }
});`;

type Block = { readonly frame: number; readonly levels: readonly number[]; readonly mono: Float32Array };
type Recorder = {
  readonly context: AudioContext;
  readonly blocks: Block[];
  readonly touchesS: number[];
  readonly elements: HTMLAudioElement[];
};

declare global {
  interface Window {
    tape: Recorder;
  }
}

/** Before the page is opened. */
export async function putTapeIn(page: Page): Promise<void> {
  // The recorder is a script that the page's own policy does not know.
  const line = await page.context().newCDPSession(page);
  await line.send('Page.setBypassCSP', { enabled: true });
  await page.addInitScript(installTape, { script: worklet, trackCount: tracks });
}

/** Resolves when the tape runs. */
export async function tapeRuns(page: Page): Promise<void> {
  await page.waitForFunction(() => window.tape.blocks.length > 0, null, { timeout: 30_000 });
}

/** Runs in the page: names nothing from outside. */
function installTape({ script, trackCount }: { readonly script: string; readonly trackCount: number }): void {
  const context = new AudioContext();
  const blocks: Block[] = [];
  const touchesS: number[] = [];
  const elements: HTMLAudioElement[] = [];
  const { destination } = context;
  const entrances = Array.from({ length: trackCount }, () => new GainNode(context));
  type Connect = (this: AudioNode, to: AudioNode, output?: number, input?: number) => AudioNode;
  const connect = AudioNode.prototype.connect as Connect;
  for (const entrance of entrances) connect.call(entrance, destination);
  void context.audioWorklet
    .addModule(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })))
    .then(() => {
      const options = { numberOfInputs: trackCount, numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' } as const; // prettier-ignore
      const recorder = new AudioWorkletNode(context, 'tape', options);
      recorder.port.addEventListener('message', ({ data }: MessageEvent<Block>) => blocks.push(data));
      recorder.port.start();
      entrances.forEach((entrance, at) => connect.call(entrance, recorder, 0, at));
    });

  window.Audio = class extends Audio {
    constructor(source?: string) {
      super(source);
      const track = entrances[elements.push(this) % (trackCount - 1)] ?? destination;
      connect.call(context.createMediaElementSource(this), track);
    }
  };
  // Chime and tick: whatever a page leads to its loudspeaker goes by way of the last track.
  window.AudioContext = function shared() {
    return context;
  } as never;
  AudioNode.prototype.connect = function lead(this: AudioNode, to: AudioNode, ...places: readonly number[]) {
    return connect.call(this, to === destination ? (entrances.at(-1) ?? to) : to, ...places);
  } as never;
  addEventListener('pointerdown', () => touchesS.push(context.currentTime), { capture: true });
  window.tape = { context, blocks, touchesS, elements };
}

/** Resolves while something sounds: the newest tenth of a second on the tape is not silent. */
export async function tapeHears(page: Page): Promise<void> {
  await page.waitForFunction(
    () => window.tape.blocks.slice(-35).some(({ levels }) => levels.some((level) => level > 0.005)),
    null,
    { timeout: 20_000, polling: 20 },
  );
}

/** Everything since the beginning, or since a time on the tape. */
export function readTape(page: Page, sinceS = 0): Promise<Tape> {
  return page.evaluate((from) => {
    const { context, blocks, touchesS } = window.tape;
    const wanted = blocks.filter(({ frame }) => frame >= from * context.sampleRate);
    const levels = wanted[0]?.levels.map((_, track) => wanted.map((block) => block.levels[track] ?? 0)) ?? [];
    return {
      sampleRate: context.sampleRate,
      levels,
      touchesS: touchesS
        .filter((at) => at >= from)
        .map((at) => at - (wanted[0]?.frame ?? 0) / context.sampleRate),
    };
  }, sinceS);
}

export function tapeNowS(page: Page): Promise<number> {
  return page.evaluate(() => window.tape.context.currentTime);
}

/** The samples between two times on the tape. */
export async function samplesOf(page: Page, fromS: number, toS: number): Promise<Float32Array> {
  const binary = await page.evaluate(
    ([from, to]) => {
      const { context, blocks } = window.tape;
      const isWanted = ({ frame }: Block) =>
        frame >= from * context.sampleRate && frame < to * context.sampleRate;
      // Sixteen bits, as text: a long list of numbers takes the driver many seconds.
      const bytes = blocks
        .filter(isWanted)
        .map(({ mono }) => new Uint8Array(Int16Array.from(mono, (sample) => sample * 32_767).buffer));
      return btoa(bytes.map((block) => String.fromCharCode(...block)).join(''));
    },
    [fromS, toS] as const,
  );
  const bytes = Buffer.from(binary, 'base64');
  return Float32Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(2 * at) / 32_767);
}
