import type { Random } from '../../../core/lib/random.ts';
import { unreachable } from '../../../core/lib/unreachable.ts';
import { encodeAnswer, encodeCommand } from '../../../hardware/code-scanner/codec.ts';
import type { ScannerCommand } from '../../../hardware/code-scanner/codec.ts';
import { codeStream } from '../../../hardware/code-scanner/code-stream.ts';
import type { Reading } from '../../../hardware/code-scanner/code-stream.ts';
import { codeTextOf } from '../../../hardware/code-scanner/code-text.ts';
import { commandStream } from '../../../hardware/code-scanner/command-stream.ts';
import { terminators } from '../../../hardware/code-scanner/models.ts';
import type { ScannerModel, Terminator } from '../../../hardware/code-scanner/models.ts';
import type { FuzzTarget, GoodFrame } from '../target.ts';

function codesOf(model: ScannerModel, terminator: Terminator): FuzzTarget {
  return {
    name: `code-scanner · kiosk · ${model}, codes ended by ${terminator}`,
    open() {
      const stream = codeStream({ model, terminator });
      return {
        push: (chunk) => stream.push(chunk).map(meaningOf),
        silence: () => stream.quiet().map(meaningOf),
      };
    },
    // Now and then an answer between the codes, where there are any.
    goodFrame: (random) =>
      model !== 'line' && random.below(4) === 0 ? answer(random) : code(terminator, random),
    resync: 'silence',
  };
}

function meaningOf(reading: Reading): string {
  switch (reading.is) {
    case 'code':
      return `code ${codeTextOf(reading.bytes)}`;
    case 'answer':
      return `answer ${reading.answer.type} ${reading.answer.data.join(' ')}`;
    case 'bad-answer':
    case 'refused':
      return reading.is;
    default:
      return unreachable(reading);
  }
}

function code(terminator: Terminator, random: Random): GoodFrame {
  const text = Array.from({ length: 1 + random.below(60) }, () =>
    String.fromCharCode(0x20 + random.below(95)),
  );
  const bytes = Uint8Array.of(...text.map((char) => char.charCodeAt(0)), ...terminators[terminator]);
  return { bytes, means: `code ${text.join('')}` };
}

function answer(random: Random): GoodFrame {
  const data = Uint8Array.from({ length: 1 + random.below(8) }, () => random.below(256));
  return { bytes: encodeAnswer({ type: 0, data }), means: `answer 0 ${data.join(' ')}` };
}

const commands: FuzzTarget = {
  name: 'code-scanner · device · commands',
  open() {
    const stream = commandStream();
    return { push: (chunk) => stream(chunk).map((command) => JSON.stringify(command)), silence: () => [] };
  },
  goodFrame(random) {
    const zone = random.below(0x1_0000);
    const command: ScannerCommand =
      random.below(2) === 0
        ? { do: 'read-zone', zone, count: 1 + random.below(8) }
        : { do: 'write-zone', zone, values: [random.below(256)] };
    return { bytes: encodeCommand(command), means: JSON.stringify(command) };
  },
  resync: 'repeat',
};

export const codeScannerTargets: readonly FuzzTarget[] = [
  codesOf('gm65', 'cr'),
  codesOf('gm812', 'none'),
  codesOf('line', 'cr-lf'),
  codesOf('line', 'tab'),
  commands,
];
