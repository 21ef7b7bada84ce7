import type { KioskFacts } from '../contract/calls.ts';
import { errandOf } from '../journeys/errands/all.ts';
import { effectOfWork } from '../journeys/record-of.ts';
import { reviewRows, type ReviewRow } from '../journeys/screens/answers.ts';
import type { Acceptance, Work } from '../journeys/visit.ts';
import { catalogue } from '../strings/catalogue.ts';
import type { Language } from '../strings/language.ts';
import type { Line } from '../strings/line.ts';
import { maskName } from '../strings/mask.ts';
import { renderWith } from '../strings/render.ts';
import { slipTexts, type SlipKey } from '../strings/texts/slips.ts';
import { caption, heading, headline, pair, paragraph } from './blocks.ts';
import { claimPapers } from './claim-papers.ts';
import type { Slip, SlipBlock } from './slip.ts';

/** What stands on every slip of this machine. */
export type SlipFacts = Pick<
  KioskFacts,
  'branchName' | 'branchCode' | 'kioskId' | 'utcOffsetMinutes' | 'online'
>;

/** One slip being written: the errand, its acceptance, and the language it is written in. */
type Sheet = {
  readonly work: Work;
  readonly acceptance: Acceptance;
  readonly facts: SlipFacts;
  readonly language: Language;
  /** The words of a key in the language of the sheet. */
  readonly words: (key: SlipKey) => string;
};

/**
 * The slip of an accepted errand. Paper gets left on counters, so name, card and phone are masked on it.
 *
 * @param copy an earlier slip of the same number may be out: this one says 副本
 */
export function slipOf(
  work: Work,
  acceptance: Acceptance,
  facts: SlipFacts,
  language: Language,
  copy: boolean,
): Slip {
  const words = (key: SlipKey) => slipTexts[key][language];
  const sheet: Sheet = { work, acceptance, facts, language, words };
  return {
    blocks: [
      ...(copy ? [headline(words('copy'))] : []),
      ...head(sheet),
      { kind: 'rule' },
      ...circumstances(sheet),
      { kind: 'rule' },
      ...whatWasAsked(sheet),
      { kind: 'rule' },
      ...whatComesNext(sheet),
      { kind: 'rule' },
      ...foot(sheet),
    ],
  };
}

function head({ work, acceptance, language, words }: Sheet): readonly SlipBlock[] {
  const isFinished = effectOfWork(work) === 'finished';
  return [
    headline(words('company')),
    headline(shown({ key: errandOf(work).label }, language)),
    headline(words(isFinished ? 'finished' : 'not-yet-effective')),
    caption(words('number')),
    headline(acceptance.slipNumber),
    ...(work.errand === 'claim-report' ? [caption(words('provisional'))] : []),
  ];
}

function circumstances({ work, acceptance, facts, words }: Sheet): readonly SlipBlock[] {
  return [
    pair(words('branch'), `${facts.branchName} ${facts.branchCode}`),
    pair(words('kiosk'), facts.kioskId),
    pair(words('time'), localTime(acceptance.acceptedAt, facts.utcOffsetMinutes)),
    pair(words('way'), words(facts.online ? 'online' : 'offline')),
    pair(words('name'), maskName(work.card.name)),
    pair(words('card-tail'), work.card.number.slice(-4)),
  ];
}

function whatWasAsked({ work, language, words }: Sheet): readonly SlipBlock[] {
  const rows = reviewRows(work).map((row) =>
    pair(shown(row.label, language), maskedValue(row, work, language)),
  );
  // The kiosk does not know the old value, and says so.
  const old = pair(words('old-value'), words('old-value-on-file'));
  return [heading(words('asked')), ...rows, ...(work.errand === 'contact-change' ? [old] : [])];
}

function whatComesNext({ work, words }: Sheet): readonly SlipBlock[] {
  const next = [heading(words('next')), paragraph(words(`next.${work.errand}`))];
  if (work.errand !== 'claim-report')
    return 'new-place' in work.answers ? [...next, paragraph(words('next.house-number'))] : next;
  return [
    ...next,
    heading(words('papers')),
    ...claimPapers(work.answers).map((key) => paragraph(`□ ${words(key)}`)),
    // Apart from the list, of which it is no item.
    { kind: 'feed', lines: 1 },
    paragraph(words('home-visit')),
  ];
}

function foot({ acceptance, words }: Sheet): readonly SlipBlock[] {
  const { slipNumber, hash, signature } = acceptance;
  return [
    paragraph(words('cancel')),
    heading(words('hotlines')),
    paragraph(words('fraud')),
    { kind: 'feed', lines: 1 },
    caption(words('code')),
    { kind: 'qr', data: `CK1.${slipNumber}.${hash}.${signature}` },
    // The quiet zone of the QR (ISO/IEC 18004: four modules), or a scanner takes the words for modules.
    { kind: 'feed', lines: 1 },
    paragraph(words('not-a-policy')),
  ];
}

function maskedValue({ question, value }: ReviewRow, work: Work, language: Language): string {
  const answer = work.answers[question];
  if (answer?.kind === 'phone') return maskPhone(answer.digits);
  // Where somebody lives, to the street: as a name, it can be told by who wrote it and by nobody else.
  return answer?.kind === 'written' ? maskName(answer.text) : shown(value, language);
}

/** 138****8000 */
export function maskPhone(digits: string): string {
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** ISO 8601 UTC to the branch's own wall clock, to the minute. */
export function localTime(utc: string, utcOffsetMinutes: number): string {
  const local = new Date(Date.parse(utc) + utcOffsetMinutes * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

function shown(line: Line, language: Language): string {
  return renderWith(catalogue, line, language, 'public').shown;
}
