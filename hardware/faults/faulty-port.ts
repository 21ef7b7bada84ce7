import type { Clock } from '../../core/lib/clock.ts';
import type { Random } from '../../core/lib/random.ts';
import { err, ok } from '../../core/lib/result.ts';
import { portSignals } from '../port-signals.ts';
import type { Port } from '../port.ts';
import { answerCollector } from './answer-collector.ts';
import type { FaultPlan } from './fault-plan.ts';
import { lineMover } from './line-mover.ts';
import { spoilt, struckNow } from './spoil.ts';

/**
 * A line that spoils what its owner says, by plan. It stands on the device's side: the kiosk meets real bytes, late,
 * torn, doubled, missing or wrong. Answers that are not struck pass as they are, in order.
 */
export function faultyPort(port: Port, plan: FaultPlan, random: Random, clock: Clock): Port {
  const signals = portSignals();
  const mover = lineMover(port, signals, clock);
  const answers = answerCollector(clock, plan.nextAnswer, (answer, fault) => {
    void mover.act(spoilt(answer, fault, random));
  });

  port.onBytes((chunk) => {
    answers.heard();
    mover.hear(chunk);
  });
  const stopStriking = plan.onStrike((name) => {
    const moves = struckNow(name, random);
    if (moves !== null) void mover.act(moves);
    return moves !== null;
  });
  port.onClosed((cause) => {
    stopStriking();
    answers.stop();
    signals.shut(cause);
  });

  return {
    onBytes: signals.onBytes,
    onClosed: signals.onClosed,
    close: port.close,
    async write(bytes, deadlineMs) {
      const closedBy = signals.closedBy();
      if (closedBy !== null) return err(closedBy);
      return answers.takes(bytes) ? ok(undefined) : mover.say(bytes, deadlineMs);
    },
  };
}
