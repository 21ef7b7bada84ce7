import type { Input } from '../../../core/contract/calls.ts';
import type { Wire } from '../../../core/contract/host.ts';
import { err } from '../../../core/lib/result.ts';
import type { LineRules } from '../check/line-rules.ts';
import { deleteSent } from '../planted/delete-sent.ts';
import type { Life } from '../world/life.ts';
import type { CrashPoint } from './crashes.ts';
import type { SimulatedDatabase } from './database.ts';
import { heardText, sentText } from './line-text.ts';
import type { MachineParts } from './machine-parts.ts';
import { simulatedWire, type WireParts } from './wire.ts';

type Ends = Pick<WireParts, 'hostNow' | 'listeners'> & {
  readonly life: Life;
  readonly database: SimulatedDatabase;
  readonly reached: (point: CrashPoint, life: Life) => boolean;
};

/** A request has left by then, and may have arrived. */
const afterSendMs = 40;

/** A window's wire to its host, with the world looking on: rules and witness hear every call, crashes strike at some. */
export function watchedWire(parts: MachineParts, ends: Ends): Wire {
  const { world, rules } = parts;
  const { life } = ends;
  return simulatedWire({
    page: life,
    dice: world.dice,
    timeline: world.timeline,
    hostNow: ends.hostNow,
    losesAnswer: parts.losesAnswer,
    listeners: ends.listeners,
    onRequest: (name, text) => onRequest(parts, ends, name, text),
    onBroken: (name) => name === 'hub.upload' && rules.onAnswer(life, err({ code: 'host-unreachable' })),
    onReply: (name, text) => onReply(parts, ends, name, JSON.parse(text)),
  });
}

function onRequest(parts: MachineParts, ends: Ends, name: string, text: string): void {
  const { world, rules, bugs, enrolment } = parts;
  const { life, database, reached } = ends;
  if (name !== 'printer.print') world.witness.sees(`wire ${name}`, text);
  if (name !== 'hub.upload') return;
  const { input } = JSON.parse(text) as { input: Input<'hub.upload'> };
  world.witness.note(`sends ${sentText(input)}`);
  rules.onRequest(life);
  if (bugs.deletedAtSending) deleteSent(database.of(life), enrolment, input);
  parts.onUpload(life, input);
  world.timeline.after(afterSendMs, life, () => reached('after-send', life));
}

function onReply(parts: MachineParts, { life, reached }: Ends, name: string, reply: unknown): void {
  const answer = reply as Parameters<LineRules['onAnswer']>[1];
  if (name === 'journal.append' && answer.ok) reached('after-journal', life);
  if (name === 'journal.receipt' && answer.ok) reached('before-delete', life);
  if (name !== 'hub.upload') return;
  parts.world.witness.note(`hears ${answer.ok ? heardText(answer.value) : answer.error.code}`);
  parts.rules.onAnswer(life, answer);
  if (answer.ok && !reached('after-response', life)) parts.onUploadAnswer(life, answer.value);
}
