/** Keeps the photo of the card that lies on the reader, and nothing of it afterwards. */
export type PhotoSafe = {
  readonly hold: (photo: Uint8Array) => void;
  readonly held: () => Uint8Array | null;
  /** Overwrites it with noughts, also for whoever still has hold of it. */
  readonly wipe: () => void;
};

export function photoSafe(): PhotoSafe {
  let held: Uint8Array | null = null;

  function wipe(): void {
    held?.fill(0);
    held = null;
  }

  return {
    hold(photo) {
      wipe();
      held = photo;
    },
    held: () => held,
    wipe,
  };
}
