/** What must never happen; each is one column of the report. */
export const harmKinds = [
  'lost',
  'duplicates',
  'gapsUnreported',
  'plaintextLeaks',
  'stuck',
  'broken',
] as const;
/** `broken`: a rule of the protocol was not kept, though nothing need have come of it yet. */
export type HarmKind = (typeof harmKinds)[number];

export type Harm = { readonly kind: HarmKind; readonly text: string };

/** Sees what happens, keeps what was promised, and says what should not have been. */
export type Witness = {
  /** For people who read a seed again: what happened, without keys and ciphertexts. */
  readonly note: (text: string) => void;
  readonly trace: readonly string[];
  /** The same harm in the same words counts once. */
  readonly harm: (kind: HarmKind, text: string) => void;
  readonly harms: readonly Harm[];
  readonly struck: (fault: string) => void;
  /** How often each fault really happened. */
  readonly faults: ReadonlyMap<string, number>;
  /** Text that leaves the page or lies somewhere: nothing of a customer may stand in it in clear. */
  readonly sees: (where: string, text: string) => void;
};

/** @param canary words that stand in every customer's record and nowhere else */
export function newWitness(nowMs: () => number, canary: readonly string[]): Witness {
  const trace: string[] = [];
  const harms: Harm[] = [];
  const faults = new Map<string, number>();

  function note(text: string): void {
    trace.push(`${nowMs().toFixed(0).padStart(9)} ${text}`);
  }

  function harm(kind: HarmKind, text: string): void {
    if (harms.some((known) => known.kind === kind && known.text === text)) return;
    harms.push({ kind, text });
    note(`HARM ${kind}: ${text}`);
  }

  return {
    note,
    trace,
    harm,
    harms,
    struck(fault) {
      faults.set(fault, (faults.get(fault) ?? 0) + 1);
      note(`fault ${fault}`);
    },
    faults,
    sees(where, text) {
      for (const word of canary) if (text.includes(word)) harm('plaintextLeaks', where);
    },
  };
}
