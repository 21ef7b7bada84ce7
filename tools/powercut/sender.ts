import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { KioskFacts } from '../../core/contract/calls.ts';
import { hostOver } from '../../core/contract/client.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Envelope, Receipt } from '../../core/records/envelope.ts';
import { startKioskHost } from '../../host/kiosk-host.ts';
import { verifyOnNode } from '../../machine/ed25519.ts';
import { openLog } from '../../host/log.ts';
import { lineOpener } from '../../hardware/serial/open-line.ts';
import { verifyReceipt } from '../../sync/protocol/receipt.ts';
import type { Upload, Verdict } from '../../sync/protocol/wire.ts';
import { judgeAnswer } from '../../sync/uploader/judge.ts';
import { growingChain, type GrowingChain } from './growing-chain.ts';

/** What the hub has said to an upload, its receipt verified. */
export type Answered = { readonly verdicts: readonly Verdict[]; readonly receipt: Receipt };
/** `retryAfterMs`: the hub asks for patience; null when it was anything else. */
export type SendTrouble = { readonly trouble: string; readonly retryAfterMs: number | null };

/** A kiosk that has more records waiting than any trial can take. */
export type Sender = Pick<GrowingChain, 'records'> & {
  readonly send: (records: readonly Envelope[]) => Promise<Result<Answered, SendTrouble>>;
  readonly stop: () => Promise<void>;
};

/** An enrolled kiosk's own host, with the rig in the place of its page. */
export async function openSender(dataFolder: string, hubUrl: string, clock: Clock): Promise<Sender> {
  const started = await startKioskHost({
    dataFolder,
    hubUrl,
    profilePath: null,
    mode: 'site',
    enrolCode: null,
    clock,
    log: openLog(path.join(dataFolder, 'host.log')),
    openSerial: lineOpener(clock),
    voiceFolder: path.join(dataFolder, 'no-voice'),
    engineScript: path.join(dataFolder, 'no-engine'),
    pcsc: { script: path.join(dataFolder, 'no-pcsc'), from: dataFolder },
  });
  if (!started.ok) throw new Error(`the sender did not start: ${started.error.code}`);
  const { serve, onEvent, stop } = started.value;
  const subscribe = (name: string, listener: (payload: unknown) => void) =>
    onEvent((said, payload) => void (said === name && listener(payload)));
  const host = hostOver({ request: serve, subscribe }, clock, randomUUID);
  const facts = await host.invoke('kiosk.facts', {});
  if (!facts.ok) throw new Error(`the sender is nobody: ${facts.error.code}`);
  const chain = growingChain(host, facts.value, clock);
  return { records: chain.records, send: (records) => send(host, facts.value, chain, records), stop };
}

async function send(
  host: Host,
  facts: KioskFacts,
  chain: GrowingChain,
  records: readonly Envelope[],
): Promise<Result<Answered, SendTrouble>> {
  const nonce = randomBytes(32).toString('base64url');
  const judged = judgeAnswer(
    await host.invoke('hub.upload', {
      head: JSON.stringify(headOf(facts, nonce)),
      records: records.map(({ header: { sequence } }) => ({ sequence, recovered: false })),
    }),
    records.map(({ header }) => header.sequence),
  );
  if (!judged.ok) return judged;
  const { verdicts, receipt } = judged.value;
  const asked = {
    ...facts,
    receiptKeys: facts.trust.receiptKeys,
    nonce,
    hashAt: async (sequence: number) => chain.hashAt(sequence),
  };
  const verified = await verifyReceipt(receipt, asked, verifyOnNode);
  return verified.ok
    ? ok({ verdicts, receipt })
    : err({ trouble: `receipt-${verified.error}`, retryAfterMs: null });
}

function headOf({ kioskId, epoch, clock, trust }: KioskFacts, nonce: string): Omit<Upload, 'records'> {
  return {
    version: 2,
    kioskId,
    epoch,
    nonce,
    clock,
    knows: { keys: trust.keysSerial, rules: trust.rulesPack.serial },
    chunks: [],
  };
}
