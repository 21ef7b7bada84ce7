import {
  applicationName,
  encodeAnswer,
  getResponse,
  readRecord,
  selectApplication,
  selectFile,
} from './apdu.ts';
import type { CardAnswer } from './apdu.ts';
import { fieldNames, fields } from './fields.ts';
import type { FieldName } from './fields.ts';

/** What a chip holds and how it speaks; provinces and makers differ in all of it. */
export type ChipContent = {
  /** A bank's own card has no social-security application. */
  readonly hasApplication: boolean;
  readonly values: Readonly<Partial<Record<FieldName, Uint8Array>>>;
  /** Records of EF06 by their tag, or counted from 1. */
  readonly numbering: 'tag' | 'count';
  /** Data at once (protocol T=1), or fetched by GET RESPONSE (T=0). */
  readonly answers: 'at-once' | 'on-request';
};

/** A chip that is powered: commands in, answers out. */
export type Chip = {
  readonly answerTo: (command: Uint8Array) => Uint8Array;
  /** Power off and on: nothing is selected any more. */
  readonly reset: () => void;
};

export function createChip(content: ChipContent): Chip {
  let hasSelected = false;
  let file: number | null = null;
  let ready: Uint8Array = new Uint8Array(0);

  function reset(): void {
    hasSelected = false;
    file = null;
    ready = nothing;
  }

  function select(command: Uint8Array): CardAnswer {
    if (command[2] === 0x04) {
      hasSelected = content.hasApplication && isSame(command, selectApplication());
      return hasSelected ? given(applicationLabel) : status(notFound);
    }
    if (!hasSelected) return status(notAllowed);
    const wanted = [0xef05, 0xef06].find((id) => isSame(command.with(2, 0x02), selectFile(id)));
    file = wanted ?? file;
    return status(wanted === undefined ? notFound : done);
  }

  function read(command: Uint8Array): CardAnswer {
    const [, , number = 0, place = 0, length = 0] = command;
    const readFile = place >> 3 === 5 ? 0xef05 : file;
    if (!hasSelected) return status(notAllowed);
    const name = fieldNames.find((each) => fields[each].file === readFile && numberOf(each) === number);
    const value = name === undefined ? undefined : content.values[name];
    if (name === undefined || value === undefined) return status(noRecord);
    const record = Uint8Array.of(fields[name].tag, value.length, ...value);
    return length === record.length ? given(record) : status(wrongLength | record.length);
  }

  function numberOf(name: FieldName): number {
    const { file: home, tag } = fields[name];
    return home === 0xef06 && content.numbering === 'count' ? tag - fields.number.tag + 1 : tag;
  }

  function given(data: Uint8Array): CardAnswer {
    if (content.answers === 'at-once') return { data, status: done };
    ready = data;
    return status(moreData | data.length);
  }

  function fetched(length: number): CardAnswer {
    if (ready.length === 0) return status(notAllowed);
    if (length !== ready.length) return status(wrongLength | ready.length);
    return { data: ready, status: done };
  }

  function answer(command: Uint8Array): CardAnswer {
    if (isKind(command, getResponse(0))) return fetched(command[4] ?? 0);
    ready = nothing;
    if (isKind(command, selectApplication())) return select(command);
    if (isKind(command, readRecord(0, 0, 0))) return read(command);
    return status(unknownInstruction);
  }

  return { reset, answerTo: (command) => encodeAnswer(answer(command)) };
}

const done = 0x9000;
const moreData = 0x6100;
const wrongLength = 0x6c00;
const notAllowed = 0x6985;
const notFound = 0x6a82;
const noRecord = 0x6a83;
const unknownInstruction = 0x6d00;
const nothing = new Uint8Array(0);
/** FCI template with the application's name in it. */
const applicationLabel = Uint8Array.of(
  0x6f,
  applicationName.length + 2,
  0x84,
  applicationName.length,
  ...applicationName,
);

function status(word: number): CardAnswer {
  return { data: nothing, status: word };
}

/** Same class and instruction. */
function isKind(command: Uint8Array, pattern: Uint8Array): boolean {
  return command.length >= 5 && command[0] === pattern[0] && command[1] === pattern[1];
}

function isSame(command: Uint8Array, pattern: Uint8Array): boolean {
  return command.length === pattern.length && pattern.every((byte, at) => command[at] === byte);
}
