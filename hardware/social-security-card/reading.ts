import type { SocialSecurityCard, SocialSecurityTrouble } from '../../core/identity/social-security.ts';
import { err } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import {
  decodeAnswer,
  getResponse,
  meaningOf,
  readRecord,
  selectApplication,
  selectFile,
  withLength,
} from './apdu.ts';
import { decodeCard, fieldNames, fields, hasTag, headBytes } from './fields.ts';
import type { DecodeGbk, FieldName, Records } from './fields.ts';

/** One thing wanted of the card. */
type Want =
  | { readonly kind: 'application' }
  | { readonly kind: 'file' }
  /** `commands` are tried in turn until one answers with the field's tag. */
  | { readonly kind: 'field'; readonly name: FieldName; readonly commands: readonly Uint8Array[] };

/** EF05 is read by its short id; EF06 must be selected. */
const shortIdOfEf05 = 5;
const wants: readonly Want[] = [
  { kind: 'application' },
  ...fieldNames.filter((name) => fields[name].file === 0xef05).map(wantOf),
  { kind: 'file' },
  ...fieldNames.filter((name) => fields[name].file === 0xef06).map(wantOf),
];

/** Most cards number a record by its tag; some count those of EF06 from 1. */
function wantOf(name: FieldName): Want {
  const { file, tag, length } = fields[name];
  const whole = headBytes + length;
  const commands =
    file === 0xef05
      ? [readRecord(tag, shortIdOfEf05, whole)]
      : [readRecord(tag, 0, whole), readRecord(tag - fields.number.tag + 1, 0, whole)];
  return { kind: 'field', name, commands };
}

/** A card that neither gives nor refuses is given up after so many commands for one record. */
const mostPerRecord = 4;

export type ReadingState = {
  /** Index into `wants`, and of the command tried for it. */
  readonly want: number;
  readonly attempt: number;
  /** What was sent last. */
  readonly command: Uint8Array;
  readonly sentForRecord: number;
  readonly records: Records;
};

/** Either the next command for the card, or how the reading ended. */
export type ReadingStep =
  | { readonly state: ReadingState; readonly send: Uint8Array }
  | { readonly end: Result<SocialSecurityCard, SocialSecurityTrouble> };

export function startReading(): ReadingStep {
  const command = selectApplication();
  return {
    state: { want: 0, attempt: 0, command, sentForRecord: 1, records: {} },
    send: command,
  };
}

/** The whole exchange with a card, one answer at a time. `bytes` may be anything. */
export function stepReading(state: ReadingState, bytes: Uint8Array, decodeGbk: DecodeGbk): ReadingStep {
  const want = wants[state.want];
  const answer = decodeAnswer(bytes);
  if (want === undefined || answer === null) return { end: err('card-unreadable') };
  const meaning = meaningOf(answer.status);
  switch (meaning.is) {
    case 'done':
      return want.kind === 'field' ? keep(state, want, answer.data, decodeGbk) : proceed(state, decodeGbk);
    case 'more':
      // What a selection has to say of itself is not needed.
      if (want.kind !== 'field') return proceed(state, decodeGbk);
      return again(state, getResponse(meaning.length));
    case 'wrong-length':
      if (want.kind !== 'field') return { end: err('card-unreadable') };
      return again(state, withLength(state.command, meaning.length));
    case 'refused':
      if (want.kind === 'application') return { end: err('card-kind-unknown') };
      return want.kind === 'field' ? tryOtherwise(state, want, decodeGbk) : proceed(state, decodeGbk);
    case 'failed':
      return { end: err('card-unreadable') };
    default:
      return unreachable(meaning);
  }
}

type FieldWant = Extract<Want, { readonly kind: 'field' }>;

function keep(state: ReadingState, want: FieldWant, record: Uint8Array, decodeGbk: DecodeGbk): ReadingStep {
  if (!hasTag(record, fields[want.name].tag)) return tryOtherwise(state, want, decodeGbk);
  return proceed({ ...state, records: { ...state.records, [want.name]: record } }, decodeGbk);
}

function again(state: ReadingState, command: Uint8Array): ReadingStep {
  if (state.sentForRecord >= mostPerRecord) return { end: err('card-unreadable') };
  return { state: { ...state, command, sentForRecord: state.sentForRecord + 1 }, send: command };
}

function tryOtherwise(state: ReadingState, want: FieldWant, decodeGbk: DecodeGbk): ReadingStep {
  const attempt = state.attempt + 1;
  const command = want.commands[attempt];
  if (command === undefined) return proceed(state, decodeGbk);
  return { state: { ...state, attempt, command, sentForRecord: 1 }, send: command };
}

function proceed(state: ReadingState, decodeGbk: DecodeGbk): ReadingStep {
  const next = wants[state.want + 1];
  if (next === undefined) return { end: decodeCard(state.records, decodeGbk) };
  const command = next.kind === 'field' ? next.commands[0] : selectFile(0xef06);
  if (command === undefined) return { end: err('card-unreadable') };
  return {
    state: { ...state, want: state.want + 1, attempt: 0, command, sentForRecord: 1 },
    send: command,
  };
}
