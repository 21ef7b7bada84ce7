import type { Finding, SelfTest } from '../device.ts';
import type { Conversation } from './conversation.ts';
import { askIdentity, identityOf } from './escpos.ts';
import type { Skills } from './skills.ts';

export function notTested(why: string): SelfTest {
  return { passed: false, findings: [{ name: 'printer', value: why, isGood: false }] };
}

/** Asks the printer who and how it is. Prints nothing. */
export async function testPrinter(line: Conversation, skills: Skills): Promise<SelfTest> {
  const { timing, changes, examination, proof, printing } = skills;
  const { trouble, paper } = await examination.examine(line, 'clear');
  if (trouble !== null) {
    return {
      passed: false,
      findings: [finding('printer', trouble, false), finding('paper', paper, paper !== 'out')],
    };
  }
  await printing.prepare(line);
  const confirms = proof.isSettled();
  const identity: Finding[] = [];
  for (const what of ['maker', 'model', 'firmware', 'serialNumber'] as const) {
    // A clone without a name is as good a printer.
    identity.push(
      finding(what, confirms ? await identityIn(line, what, timing.answerMs) : 'not asked', true),
    );
  }
  const confirmation = confirms ? (proof.knowsProcessId() ? 'process id' : 'paper sensor') : 'none';
  return {
    passed: confirms,
    findings: [
      finding('printer', 'ready', true),
      finding('paper', paper, true),
      ...identity,
      finding('confirmation', confirmation, confirms),
      finding('changes', changes.areTold() ? 'told at once' : 'seen by asking', true),
    ],
  };
}

async function identityIn(
  line: Conversation,
  what: keyof typeof identityOf,
  answerMs: number,
): Promise<string> {
  const heard = line.hear((answer) => answer.kind === 'identity', answerMs);
  const sent = await line.send(askIdentity(what), answerMs);
  const answer = sent.ok ? await heard : null;
  return answer?.kind === 'identity' ? answer.text : 'not told';
}

function finding(name: string, value: string, isGood: boolean): Finding {
  return { name, value, isGood };
}
