/**
 * How a sound that has begun is told: by its address, or by the SHA-256 of its bytes where it has none that says
 * anything (`sha256:…`).
 */
export const soundBinding = 'careKioskSounds';

/**
 * Runs in the page before its own scripts, uses nothing from outside itself, and only listens: it tells each sound at
 * the moment at which the loudspeaker really begins it, whichever way the page plays it.
 */
export function installSoundLog(binding: string): void {
  const digests = new Map<string, Promise<string>>();
  const buffers = new WeakMap<AudioBuffer, Promise<string>>();
  const tell = (source: string) =>
    (window as unknown as Record<string, (source: string) => void>)[binding]?.(source);

  async function digestOf(bytes: ArrayBuffer): Promise<string> {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }

  const { createObjectURL } = URL;
  URL.createObjectURL = (object: Blob | MediaSource) => {
    const url = createObjectURL.call(URL, object);
    if (object instanceof Blob) digests.set(url, object.arrayBuffer().then(digestOf));
    return url;
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
    const source = this.currentSrc || this.src;
    const begun = () => void (digests.get(source) ?? Promise.resolve(source)).then(tell);
    this.addEventListener('playing', begun, { once: true });
    return play.call(this);
  };

  const { decodeAudioData } = BaseAudioContext.prototype;
  BaseAudioContext.prototype.decodeAudioData = async function decodeAndNote(
    this: BaseAudioContext,
    bytes: ArrayBuffer,
    ...answers: []
  ) {
    const digest = digestOf(bytes.slice(0));
    const buffer = await decodeAudioData.call(this, bytes, ...answers);
    buffers.set(buffer, digest);
    return buffer;
  };
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function startAndTell(this: AudioBufferSourceNode, ...when: []) {
    const digest = this.buffer === null ? undefined : buffers.get(this.buffer);
    if (digest !== undefined) void digest.then(tell);
    return start.apply(this, when);
  };
}
