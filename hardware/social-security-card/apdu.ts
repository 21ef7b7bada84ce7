/** Commands and answers of a chip card, ISO/IEC 7816-4. */

/** `sx1.sh.` and 社会保障 in GBK: the name of the social-security application. */
export const applicationName = [
  0x73, 0x78, 0x31, 0x2e, 0x73, 0x68, 0x2e, 0xc9, 0xe7, 0xbb, 0xe1, 0xb1, 0xa3, 0xd5, 0xcf,
] as const;

export function selectApplication(): Uint8Array {
  return Uint8Array.of(0x00, 0xa4, 0x04, 0x00, applicationName.length, ...applicationName);
}

/** An elementary file of the application, e.g. EF06h. */
export function selectFile(fileId: number): Uint8Array {
  return Uint8Array.of(0x00, 0xa4, 0x02, 0x00, 0x02, fileId >> 8, fileId & 0xff);
}

/** @param shortFileId 0 for the file that is selected  @param length of the record, its tag and length byte included */
export function readRecord(record: number, shortFileId: number, length: number): Uint8Array {
  return Uint8Array.of(0x00, 0xb2, record, (shortFileId << 3) | 0x04, length);
}

/** Fetches what a card of protocol T=0 has ready. */
export function getResponse(length: number): Uint8Array {
  return Uint8Array.of(0x00, 0xc0, 0x00, 0x00, length);
}

/** The same command, asking for another length; its last byte is Le. */
export function withLength(command: Uint8Array, length: number): Uint8Array {
  return command.with(-1, length);
}

/** The longest short answer: 256 bytes of data and the status word. */
export const longestAnswer = 258;

export type CardAnswer = { readonly data: Uint8Array; readonly status: number };

/** Null for what is no answer: without a status word, or longer than any. */
export function decodeAnswer(bytes: Uint8Array): CardAnswer | null {
  if (bytes.length < 2 || bytes.length > longestAnswer) return null;
  const [high = 0, low = 0] = bytes.subarray(-2);
  return { data: bytes.slice(0, -2), status: high * 256 + low };
}

export function encodeAnswer({ data, status }: CardAnswer): Uint8Array {
  return Uint8Array.of(...data, status >> 8, status & 0xff);
}

export type AnswerMeaning =
  | { readonly is: 'done' }
  /** `length` bytes wait for GET RESPONSE; 0 says 256. */
  | { readonly is: 'more'; readonly length: number }
  /** The same again with this length. */
  | { readonly is: 'wrong-length'; readonly length: number }
  /** The card does not have it, or does not give it. */
  | { readonly is: 'refused' }
  /** The card itself is in trouble. */
  | { readonly is: 'failed' };

/** The status word, after ISO/IEC 7816-4 table 5. */
export function meaningOf(status: number): AnswerMeaning {
  if (status === 0x9000) return { is: 'done' };
  const length = status & 0xff;
  switch (status >> 8) {
    case 0x61:
      return { is: 'more', length };
    case 0x6c:
      return { is: 'wrong-length', length };
    case 0x67: // wrong length, without saying which
    case 0x68: // function of the class not supported
    case 0x69: // security status or conditions not satisfied
    case 0x6a: // file or record not found, wrong parameters
    case 0x6b: // wrong parameters
    case 0x6d: // instruction not supported
    case 0x6e: // class not supported
      return { is: 'refused' };
    // 62 63 warnings, after which data is not to be trusted; 64 65 memory; 6F no diagnosis
    default:
      return { is: 'failed' };
  }
}
