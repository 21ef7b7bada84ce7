import type { Random } from '../../../core/lib/random.ts';
import {
  addressBytes,
  answerLength,
  commandIn,
  contentIn,
  decodeAnswer,
  decodeSamId,
  encodeAnswer,
  encodeCommand,
  samCommands,
} from '../../../hardware/id-card/codec.ts';
import type { SamCommand } from '../../../hardware/id-card/codec.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { frameScanner } from '../../../hardware/id-card/frame.ts';
import { decodeTextBlock, encodeTextBlock } from '../../../hardware/id-card/text-block.ts';
import type { FuzzTarget, GoodFrame } from '../target.ts';

/** Whole contents a reader sends: statuses, find, select, module number, address, a card, with one and two fingerprints. */
const dataBytes = [0, 0, 0, 4, 8, 16, addressBytes, 1_284, 1_286, 1_798, 2_310] as const;

function answer(sw3: number, data: Uint8Array): GoodFrame {
  return { bytes: encodeAnswer(sw3, data), means: `${sw3} ${Buffer.from(data).toString('latin1')}` };
}

function anyAnswer(random: Random): GoodFrame {
  const length = dataBytes[random.below(dataBytes.length)] ?? 0;
  return answer(
    random.below(256),
    Uint8Array.from({ length }, () => random.below(256)),
  );
}

const answers: FuzzTarget = {
  name: 'id-card-reader · kiosk · answers',
  open() {
    const scanner = frameScanner(answerLength);
    return {
      push: (chunk) =>
        scanner.push(chunk).bodies.map((body) => {
          const { sw3, data } = decodeAnswer(body);
          decodeSamId(data);
          return `${sw3} ${Buffer.from(data).toString('latin1')}`;
        }),
      silence() {
        scanner.reset();
        return [];
      },
    };
  },
  goodFrame: anyAnswer,
  resync: 'silence',
};

const photoBytes = 1_024;
const demoCards = Object.values(twinDemoCards);

function cardData(random: Random): Uint8Array {
  const card = demoCards[random.below(demoCards.length)] ?? twinDemoCards.resident;
  return Uint8Array.of(1, 0, photoBytes >> 8, 0, ...encodeTextBlock(card), ...new Uint8Array(photoBytes));
}

/** Answers that are right as frames: the card's content alone is strange. */
const cards: FuzzTarget = {
  name: 'id-card-reader · kiosk · cards',
  open() {
    const scanner = frameScanner(answerLength);
    return {
      push: (chunk) =>
        scanner.push(chunk).bodies.map((body) => {
          const content = contentIn(decodeAnswer(body).data);
          return content === null ? 'no card' : JSON.stringify(decodeTextBlock(content.text));
        }),
      silence() {
        scanner.reset();
        return [];
      },
    };
  },
  goodFrame(random) {
    const data = cardData(random);
    const content = contentIn(data);
    const means = content === null ? 'no card' : JSON.stringify(decodeTextBlock(content.text));
    return { bytes: encodeAnswer(0x90, data), means };
  },
  material(random) {
    const data = cardData(random);
    for (let left = 1 + random.below(6); left > 0; left -= 1) data[random.below(260)] = random.below(256);
    return encodeAnswer(0x90, random.below(4) === 0 ? data.slice(0, random.below(data.length)) : data);
  },
  resync: 'silence',
};

const commandNames = Object.keys(samCommands) as readonly SamCommand[];

const commands: FuzzTarget = {
  name: 'id-card-reader · device · commands',
  open() {
    const scanner = frameScanner({ min: 3, max: 16 });
    return {
      push: (chunk) => scanner.push(chunk).bodies.map((body) => String(commandIn(body))),
      silence: () => [],
    };
  },
  goodFrame(random) {
    const command = commandNames[random.below(commandNames.length)] ?? 'find';
    return { bytes: encodeCommand(command), means: command };
  },
  resync: 'repeat',
};

export const idCardTargets: readonly FuzzTarget[] = [answers, cards, commands];
