/** Synthesised sounds of the present visit. Memory only: a sentence may hold personal data (I4). */
export type SoundStore = {
  /** Keeps a WAV and returns the id under which the page fetches it. The oldest makes room for the newest. */
  readonly put: (wav: Uint8Array<ArrayBuffer>) => string;
  readonly get: (id: string) => Uint8Array<ArrayBuffer> | null;
  /** Changes whenever everything was forgotten: a sound begun in another visit is not put any more. */
  readonly visit: () => number;
  /** Overwrites and forgets them all, when the visit ends. */
  readonly forget: () => void;
};

/** A screen has some twenty lines; twice that is kept, so that a line under way is never pushed out. */
const mostSounds = 40;

/** @param newId makes ids that cannot be guessed */
export function createSoundStore(newId: () => string): SoundStore {
  const sounds = new Map<string, Uint8Array<ArrayBuffer>>();
  let visit = 1;

  function drop(id: string): void {
    sounds.get(id)?.fill(0);
    sounds.delete(id);
  }

  return {
    put(wav) {
      const id = newId();
      sounds.set(id, wav);
      const [oldest] = sounds.keys();
      if (sounds.size > mostSounds && oldest !== undefined) drop(oldest);
      return id;
    },
    get: (id) => sounds.get(id) ?? null,
    visit: () => visit,
    forget() {
      visit += 1;
      [...sounds.keys()].forEach(drop);
    },
  };
}
