import { readFileSync } from 'node:fs';

type Frame = { readonly id: string; readonly frameHex: string };

/** Golden SAM_V frames; every person in them is invented. */
export type SamVectors = {
  readonly commands: readonly (Frame & {
    readonly fields: { readonly cmdPara: string; readonly data: string };
  })[];
  readonly answers: readonly (Frame & { readonly fields: { readonly sw3: string; readonly data: string } })[];
  readonly cards: readonly (Frame & { readonly sha256: string })[];
  readonly samId: Frame & { readonly display: string };
  readonly extraAddress: Frame & { readonly sha256: string };
  readonly readBaseFingerprintLengths: readonly {
    readonly fingerprintLength: number;
    readonly frameLength: number;
  }[];
  readonly checkDigits: readonly { readonly first17: string; readonly checkDigit: string }[];
  readonly scannerCases: readonly {
    readonly id: string;
    readonly description: string;
    readonly chunksHex: readonly string[];
    readonly framesFound: number;
  }[];
};

export const samVectors = JSON.parse(
  readFileSync(new URL('../vectors/sam-v-vectors.json', import.meta.url), 'utf8'),
) as SamVectors;
