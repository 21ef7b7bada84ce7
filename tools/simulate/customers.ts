import type { Draft, AcceptOptions } from '../../sync/outbox/accept.ts';
import type { Promises } from './check/promises.ts';
import type { Machine } from './kiosk/machine.ts';
import type { Window } from './kiosk/window.ts';
import type { World } from './world/world.ts';

/** Stands in every record of every customer and nowhere else: where it turns up in clear, personal data has leaked. */
export const canary = ['金丝雀王秀英', '11010519491231002X', '13812345678', 'CANARY-IN-ATTACHMENT'] as const;

const people = [
  { name: `${canary[0]}甲`, number: canary[1] },
  { name: `${canary[0]}乙`, number: `${canary[1]}2` },
  { name: `${canary[0]}丙`, number: `${canary[1]}3` },
] as const;

const tries = 3;
const betweenTriesMs = 8_000;

/** One customer's visit to the counter: answers, acceptance, slip; sometimes a change of mind. */
export function visit(world: World, machine: Machine, promises: Promises): void {
  visited(world, machine, promises).catch((cause: unknown) => {
    world.witness.harm('broken', `the queue threw ${cause instanceof Error ? cause.name : typeof cause}`);
  });
}

async function visited(
  world: World,
  machine: Machine,
  promises: Promises,
  person: Draft['person'] = world.dice.pick(people),
): Promise<void> {
  const { dice, witness } = world;
  const window = machine.open.at(-1);
  if (window === undefined) return witness.note('customer: no kiosk');
  const draft = draftOf(world, person);
  const accepted = await accept(world, machine, window, promises, draft);
  if (!accepted) return;
  await print(world, window, promises, draft.transactionId);
  if (dice.chance(20)) await takeBack(world, window, machine, promises, draft.transactionId);
  if (!dice.chance(30)) return;
  // Somebody comes back with what they had forgotten: records of one order group wait together.
  await pause(world, window, dice.between(10_000, 180_000));
  await visited(world, machine, promises, person);
}

async function accept(
  world: World,
  machine: Machine,
  window: Window,
  promises: Promises,
  draft: Draft,
): Promise<boolean> {
  const options = optionsOf(world);
  for (let turn = 1; turn <= tries; turn += 1) {
    promises.onAsked(draft);
    const accepted = await machine.accept(window, draft, options);
    if (window.life.isOver()) return false;
    if (accepted.ok) {
      promises.onAccepted(machine, draft, accepted.value.sequence);
      return !machine.reached('after-acknowledgement', window.life);
    }
    world.witness.note(`not accepted: ${accepted.error.code} ${accepted.error.cause}`);
    await pause(world, window, betweenTriesMs);
  }
  return false;
}

async function takeBack(
  world: World,
  window: Window,
  machine: Machine,
  promises: Promises,
  transactionId: string,
): Promise<void> {
  await pause(world, window, world.dice.between(1_000, 60_000));
  const cancelled = await window.outbox.cancel(transactionId);
  if (window.life.isOver()) return;
  world.witness.note(`cancel: ${cancelled.ok ? 'accepted' : cancelled.error.code}`);
  if (cancelled.ok) promises.onCancelled(machine, transactionId, cancelled.value.sequence);
}

/** The same attempt is asked again when nobody answered; another attempt only when it is certain that nothing came out. */
async function print(world: World, window: Window, promises: Promises, transactionId: string): Promise<void> {
  const slip = {
    blocks: [{ kind: 'text', text: transactionId, size: 1, align: 'left', bold: false } as const],
  };
  for (let attempt = 1, turn = 0; turn < tries; turn += 1) {
    promises.onPrintAsked(transactionId);
    const printed = await window.host.invoke('printer.print', { transactionId, attempt, slip });
    if (window.life.isOver()) return;
    if (printed.ok && printed.value.outcome !== 'not-printed') return;
    if (printed.ok) attempt += 1;
    await pause(world, window, betweenTriesMs);
  }
}

function pause({ timeline }: World, { life }: Window, delayMs: number): Promise<void> {
  return new Promise((done) => void timeline.after(delayMs, life, done));
}

function draftOf({ dice, nextId }: World, person: Draft['person']): Draft {
  const isClaim = dice.chance(60);
  const kind = isClaim ? 'claim-report' : 'contact-change';
  const option = dice.chance(25) ? 'death' : 'illness';
  return {
    version: 1,
    transactionId: nextId(),
    kind,
    errand: kind,
    effect: isClaim ? 'finished' : 'not-yet-effective',
    person,
    answers: {
      what: { kind: 'choice', option, by: 'customer' },
      phone: { kind: 'phone', digits: canary[2], by: 'customer' },
    },
    language: 'zh-CN',
  };
}

function optionsOf({ dice }: World): AcceptOptions {
  if (!dice.chance(12)) return {};
  const text = canary[3].repeat(dice.between(1, 1_500));
  return { attachments: [{ mediaType: 'image/jpeg', bytes: new TextEncoder().encode(text) }] };
}
