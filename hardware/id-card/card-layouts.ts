import type { IdCardKind } from '../../core/identity/id-card.ts';

/** Offset and length in bytes of a field of the text block; UTF-16LE, padded with blanks. */
export type FieldPlace = readonly [offset: number, length: number];

export const blockBytes = 256;

const resident = {
  name: [0, 30],
  sex: [30, 2],
  ethnicCode: [32, 4],
  birthDay: [36, 16],
  address: [52, 70],
  number: [122, 36],
  issuer: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
} as const;

const { ethnicCode: _reserved, ...likeResident } = resident;

/** Where each kind of card has its fields. All have in common where the letter of the kind stands. */
export const layouts = {
  resident,
  'hmt-permit': { ...likeResident, passNumber: [220, 18], issueCount: [238, 4] },
  'pr-2017': {
    englishName: [0, 120],
    sex: [120, 2],
    number: [122, 30],
    country: [152, 6],
    chineseName: [158, 30],
    validFrom: [188, 16],
    validUntil: [204, 16],
    birthDay: [220, 16],
    version: [236, 4],
    agencyCode: [240, 8],
  },
  'pr-2023': {
    chineseName: [0, 30],
    sex: [30, 2],
    renewalCount: [32, 4],
    birthDay: [36, 16],
    /** Continued in `englishNameRest` from its 36th character on. */
    englishName: [52, 70],
    number: [122, 36],
    validFrom: [188, 16],
    validUntil: [204, 16],
    englishNameRest: [220, 22],
    country: [242, 6],
    previousNumberLink: [250, 6],
  },
} as const satisfies Record<IdCardKind, Readonly<Record<string, FieldPlace>>>;

export const kindPlace: FieldPlace = [248, 2];

/** Blank (or a nought) on a resident card; a letter on every other kind. */
export const kindLetters = {
  resident: '',
  'hmt-permit': 'J',
  'pr-2017': 'I',
  'pr-2023': 'Y',
} as const satisfies Record<IdCardKind, string>;

export function kindOf(letter: string): IdCardKind | null {
  switch (letter) {
    case '':
    case '0':
      return 'resident';
    case 'J':
      return 'hmt-permit';
    case 'I':
      return 'pr-2017';
    case 'Y':
      return 'pr-2023';
    default:
      return null;
  }
}
