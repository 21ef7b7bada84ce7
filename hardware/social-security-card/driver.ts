import type { DeviceReport } from '../../core/devices/states.ts';
import type {
  SocialSecurityCard,
  SocialSecurityEvent,
  SocialSecurityTrouble,
} from '../../core/identity/social-security.ts';
import { err } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { DeviceDriver, SelfTest } from '../device.ts';
import { tellChanges } from '../tell-changes.ts';
import type { ApduChannel, CardSlot, ChannelTrouble, SlotEvent } from './card-slot.ts';
import type { DecodeGbk } from './fields.ts';
import { startReading, stepReading } from './reading.ts';

export type SocialSecurityReaderDeps = {
  readonly slot: CardSlot;
  readonly decodeGbk: DecodeGbk;
  /** In order `laid` → `read` or `trouble` → `lifted`. `read` is personal data: hand it on, keep it nowhere. */
  readonly onCard: (event: SocialSecurityEvent) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
};

type Outcome = Result<SocialSecurityCard, SocialSecurityTrouble>;

/** A card answers a record within a tenth of this. */
const answerMs = 3_000;

/** Reads every social-security card that is put into a reader. All decisions on bytes are in `reading`. */
export function createSocialSecurityReader(deps: SocialSecurityReaderDeps): DeviceDriver {
  const { slot, decodeGbk } = deps;
  const tell = tellChanges('social-security-reader', deps.onState);
  const cards = cardVisits(deps.onCard);
  let isRunning = false;
  let isUp = false;

  function take(event: SlotEvent): void {
    if (!isRunning) return;
    switch (event.type) {
      case 'up':
        isUp = true;
        return tell('online', null);
      case 'down':
        isUp = false;
        cards.lift();
        return tell(event.state, event.cause);
      case 'inserted':
        return void readInto(cards.lay(), event.channel, decodeGbk);
      case 'inserted-mute':
        return cards.lay().conclude(err('card-unreadable'));
      case 'removed':
        return cards.lift();
      default:
        return unreachable(event);
    }
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      slot.start(take);
    },
    async stop() {
      isRunning = false;
      isUp = false;
      cards.forget();
      await slot.stop();
    },
    selfTest: () => Promise.resolve(findings(isUp, cards.isIn())),
  };
}

function findings(isUp: boolean, isIn: boolean): SelfTest {
  return {
    passed: isUp,
    findings: [
      { name: 'reader', value: isUp ? 'there' : 'missing', isGood: isUp },
      { name: 'card', value: isIn ? 'inserted' : 'none', isGood: true },
    ],
  };
}

/** A card from insertion to removal. */
type Visit = {
  /** Tells how the reading went, the first time only, and not once the card is gone. */
  readonly conclude: (outcome: Outcome) => void;
  readonly isOver: () => boolean;
};

/** Keeps the order `laid` → `read` or `trouble` → `lifted`, whatever the reader tells. */
function cardVisits(onCard: (event: SocialSecurityEvent) => void) {
  let current: Visit | null = null;

  function lift(): void {
    const leaving = current;
    if (leaving === null) return;
    leaving.conclude(err('card-lifted-too-soon'));
    current = null;
    onCard({ state: 'lifted' });
  }

  return {
    lift,
    isIn: () => current !== null,
    /** Nothing more is told of the present card. */
    forget(): void {
      current = null;
    },
    lay(): Visit {
      lift();
      let isTold = false;
      const visit: Visit = {
        isOver: () => current !== visit,
        conclude(outcome) {
          if (visit.isOver() || isTold) return;
          isTold = true;
          onCard(
            outcome.ok
              ? { state: 'read', card: outcome.value }
              : { state: 'trouble', trouble: outcome.error },
          );
        },
      };
      current = visit;
      onCard({ state: 'laid' });
      return visit;
    },
  };
}

/** A second reading mends a contact that was not yet firm. */
async function readInto(visit: Visit, channel: ApduChannel, decodeGbk: DecodeGbk): Promise<void> {
  const first = await readOnce(channel, decodeGbk);
  const isMendable = !first.ok && first.error === 'card-unreadable' && !visit.isOver();
  visit.conclude(isMendable ? await readOnce(channel, decodeGbk) : first);
}

/** One run through a card's records. */
async function readOnce(channel: ApduChannel, decodeGbk: DecodeGbk): Promise<Outcome> {
  let step = startReading();
  while (!('end' in step)) {
    const answer = await channel.transmit(step.send, answerMs);
    if (!answer.ok) return err(troubleOf(answer.error));
    step = stepReading(step.state, answer.value, decodeGbk);
  }
  return step.end;
}

function troubleOf(trouble: ChannelTrouble): SocialSecurityTrouble {
  switch (trouble) {
    case 'removed':
      return 'card-lifted-too-soon';
    case 'silent':
      return 'reader-silent';
    case 'failed':
      return 'card-unreadable';
    default:
      return unreachable(trouble);
  }
}
