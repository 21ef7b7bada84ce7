import type { OrderBook } from '../twin.ts';
import { samCommands } from './codec.ts';
import { twinDemoCards } from './demo-cards.ts';
import { chunkings } from '../paced-wire.ts';
import { isSamCommand } from './twin-faults.ts';
import type { Habits } from './twin.ts';
import type { TwinCard, VirtualSam } from './virtual-sam.ts';

/** What a person beside the twin can do: work the cards, and make the reader another make. */
export function twinOrders(sam: Pick<VirtualSam, 'lay' | 'lift'>, habits: Habits): OrderBook {
  const cards: Readonly<Record<string, TwinCard>> = twinDemoCards;
  return {
    lay: {
      usage: Object.keys(cards).join('|'),
      obey([name = '']) {
        const card = Object.hasOwn(cards, name) ? cards[name] : undefined;
        if (card === undefined) return `no such card: ${name}`;
        sam.lay(card);
        return null;
      },
    },
    lift: {
      usage: '',
      obey() {
        sam.lift();
        return null;
      },
    },
    sticky: {
      usage: 'on|off',
      obey([wish = '']) {
        if (wish !== 'on' && wish !== 'off') return `on or off, not ${wish}`;
        habits.isSticky = wish === 'on';
        return null;
      },
    },
    chunks: {
      usage: chunkings.join('|'),
      obey([wish = '']) {
        const chunking = chunkings.find((name) => name === wish);
        if (chunking === undefined) return `no such way to cut answers: ${wish}`;
        habits.chunking = chunking;
        return null;
      },
    },
    latency: {
      usage: `${Object.keys(samCommands).join('|')} <milliseconds>`,
      obey([command = '', ms = '']) {
        if (!isSamCommand(command)) return `no such command: ${command}`;
        if (!/^\d{1,5}$/.test(ms)) return `not milliseconds: ${ms}`;
        habits.latencyMs.set(command, Number(ms));
        return null;
      },
    },
  };
}
