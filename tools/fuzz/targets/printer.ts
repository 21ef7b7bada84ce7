import type { Random } from '../../../core/lib/random.ts';
import { readAnswers } from '../../../hardware/printer/answers.ts';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import { createDecoder } from '../../../hardware/printer/decoder.ts';
import { askProcessId, raster } from '../../../hardware/printer/escpos.ts';
import { createPrintHead } from '../../../hardware/printer/print-head.ts';
import { createRealTimeFilter } from '../../../hardware/printer/real-time.ts';
import { joined } from '../../../hardware/joined.ts';
import type { FuzzTarget, GoodFrame } from '../target.ts';

const paperWidthMm = 80;

const answers: FuzzTarget = {
  name: 'receipt-printer · kiosk · answers',
  open() {
    let rest: Uint8Array = new Uint8Array(0);
    function read(chunk: Uint8Array, isAll: boolean): readonly string[] {
      const reading = readAnswers(joined(rest, chunk), isAll);
      rest = reading.rest;
      return reading.answers.map((answer) => JSON.stringify(answer));
    }
    return { push: (chunk) => read(chunk, false), silence: () => read(new Uint8Array(0), true) };
  },
  goodFrame(random) {
    const bytes = answer(random);
    // One answer in order reads as itself; the twin and the codec's own tests say that it does.
    return { bytes, means: JSON.stringify(readAnswers(bytes, true).answers[0]) };
  },
  resync: 'silence',
};

/** Real-time status, paper sensor, process id, automatic status, identity. */
function answer(random: Random): Uint8Array {
  const word = () => 0x20 + random.below(0x5f);
  switch (random.below(5)) {
    case 0:
      return Uint8Array.of(0x12 | (random.below(4) << 2) | (random.below(4) << 5));
    case 1:
      return Uint8Array.of([0x00, 0x03, 0x0c, 0x0f][random.below(4)] ?? 0);
    case 2:
      return Uint8Array.of(0x37, 0x22, word(), word(), word(), word(), 0x00);
    case 3:
      return Uint8Array.of(0x10 | (random.below(4) << 2), random.below(16), random.below(16), 0);
    default:
      return Uint8Array.of(0x5f, ...Array.from({ length: 1 + random.below(20) }, word), 0x00);
  }
}

/** A metre of paper, dot by dot: the longest picture the twin keeps. */
const mostPaperKb = 8_192;

/** A printer in the midst of a job: whatever the job says, it tells how it is when it is asked in real time. */
const jobs: FuzzTarget = {
  name: 'receipt-printer · device · jobs',
  open() {
    const found: string[] = [];
    const head = createPrintHead(paperWidthMm, () => {});
    const noted = (what: string) => () => void found.push(what);
    const decode = createDecoder(
      head,
      {
        cut: noted('cut'),
        askedPaperSensor: noted('paper sensor'),
        askedProcessId: noted('process id'),
        askedIdentity: noted('identity'),
        askedAutomaticStatus: noted('automatic status'),
      },
      paperWidthMm,
    );
    const filter = createRealTimeFilter({
      statusAsked: (n) => void found.push(`status ${n}`),
      recoveryAsked: (n) => void found.push(`recovery ${n}`),
      byte: decode,
    });
    return {
      push(chunk) {
        chunk.forEach((byte) => filter(byte));
        return found.splice(0);
      },
      silence: () => [],
    };
  },
  goodFrame: realTimeQuestion,
  material(random) {
    const kind = random.below(4);
    if (kind === 0) return slip(random);
    if (kind === 1) return Uint8Array.from(askProcessId([0x20, 0x21, 0x22, 0x23]));
    return kind === 2
      ? picture(random)
      : Uint8Array.of(0x1d, 0x28, random.below(256), random.below(256), random.below(256));
  },
  mostHeldKb: mostPaperKb,
  resync: 'repeat',
};

function realTimeQuestion(random: Random): GoodFrame {
  const n = 1 + random.below(4);
  return { bytes: Uint8Array.of(0x10, 0x04, n), means: `status ${n}` };
}

function slip(random: Random): Uint8Array {
  const text = String.fromCodePoint(0x4e00 + random.below(0x5000), 0x3400 + random.below(0x100)).repeat(20);
  return slipBytes(
    {
      blocks: [
        { kind: 'text', text, size: 2, align: 'centre', bold: true },
        { kind: 'qr', data: 'https://example.invalid/s' },
      ],
    },
    { paperWidthMm },
  ).bytes;
}

function picture(random: Random): Uint8Array {
  const [widthDots, heightDots] = [8 * (1 + random.below(80)), 1 + random.below(60)];
  const rows = Uint8Array.from({ length: (widthDots / 8) * heightDots }, () => random.below(256));
  return Uint8Array.from(raster({ widthDots, heightDots, rows }));
}

export const printerTargets: readonly FuzzTarget[] = [answers, jobs];
