import { describe, expect, test } from 'vitest';
import { err, ok } from '../../../core/lib/result.ts';
import type { Result } from '../../../core/lib/result.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { OpeningTrouble, Port } from '../../../hardware/port.ts';
import { oneOpening } from '../../../hardware/serial/one-opening.ts';
import { manualClock } from '../../support/manual-clock.ts';

type Opened = Result<Port, OpeningTrouble>;

/** Openings that end when the test says so. */
function rig() {
  const clock = manualClock();
  const begun: ((opened: Opened) => void)[] = [];
  const refused: OpeningTrouble[] = [];
  const open = oneOpening({
    clock,
    begin: () => new Promise((end) => begun.push(end)),
    onRefused: (trouble) => refused.push(trouble),
  });
  const answers: string[] = [];
  const ask = () => void open().then((opened) => answers.push(opened.ok ? 'open' : opened.error));
  return { clock, begun, refused, answers, ask };
}

async function freshPort(): Promise<Port> {
  const opened = await memoryLine().kiosk();
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

function closings(port: Port): string[] {
  const heard: string[] = [];
  port.onClosed((cause) => heard.push(cause));
  return heard;
}

describe('an opening', () => {
  test('that ends in time is handed on, and so is why it failed', async () => {
    const { clock, begun, refused, answers, ask } = rig();
    ask();
    await clock.advance(2_999);
    begun[0]!(ok(await freshPort()));
    await clock.advance(10_000);
    ask();
    begun[1]!(err('line-in-use'));
    await clock.advance(10_000);
    expect(answers).toEqual(['open', 'gone']);
    expect(refused).toEqual(['line-in-use']);
  });

  test('that hangs is given up after three seconds, and no other is begun while it hangs', async () => {
    const { clock, begun, refused, answers, ask } = rig();
    ask();
    await clock.advance(2_999);
    expect(answers).toEqual([]);
    await clock.advance(1);
    expect(answers).toEqual(['gone']);
    ask();
    await clock.advance(0);
    expect(answers).toEqual(['gone', 'gone']);
    expect(refused).toEqual(['line-opening-slow', 'line-opening-slow']);
    expect(begun).toHaveLength(1);
  });

  test.each(['failed', 'succeeded'])('that has %s late makes way for the next one', async (how) => {
    const { clock, begun, refused, answers, ask } = rig();
    ask();
    await clock.advance(3_000);
    const late = await freshPort();
    const closed = closings(late);
    begun[0]!(how === 'failed' ? err('line-not-there') : ok(late));
    await clock.advance(0);
    expect(closed).toEqual(how === 'failed' ? [] : ['closed']);
    ask();
    begun[1]!(ok(await freshPort()));
    await clock.advance(0);
    expect(answers).toEqual(['gone', 'open']);
    expect(refused).toEqual(['line-opening-slow']);
  });

  test('that succeeded late is closed before the next one begins', async () => {
    const { clock, begun, answers, ask } = rig();
    ask();
    await clock.advance(3_000);
    let free = () => {};
    const close = () => new Promise<void>((freed) => (free = freed));
    begun[0]!(ok({ ...(await freshPort()), close }));
    await clock.advance(0);
    ask();
    await clock.advance(0);
    expect(begun).toHaveLength(1);
    free();
    await clock.advance(0);
    ask();
    expect(begun).toHaveLength(2);
    expect(answers).toEqual(['gone', 'gone']);
  });
});
