import * as v from 'valibot';
import { deviceNames } from '../devices/states.ts';
import { call } from './call.ts';

/** Cards that lie ready beside the demo reader; invented people. */
export const demoCards = [
  'resident',
  'moved',
  'rare-name',
  'hmt-permit',
  'pr-2017',
  'pr-2023',
  'english-name',
  'expired',
  'wrong-check-digit',
  'unknown-kind',
] as const;

/** What the dock shows and sets. */
const controls = {
  card: v.nullable(v.picklist(demoCards)),
  paper: v.picklist(['full', 'low', 'out']),
  coverOpen: v.boolean(),
  networkUp: v.boolean(),
  handsetLifted: v.boolean(),
  printerSilent: v.boolean(),
  readerUnplugged: v.boolean(),
};

/** What the dock shows of the twins. */
export const dockStateSchema = v.object({
  ...controls,
  /** How many slips the printer twin has put out since start. */
  slips: v.number(),
  /** Why a person was last called, and whether without a sound, until the dock's staff acknowledges it. */
  staffCalled: v.nullable(v.object({ reason: v.string(), silent: v.boolean() })),
});
export type DockState = v.InferOutput<typeof dockStateSchema>;

const onlyInDemo = ['not-demo'] as const;

/** The demo's hands: they work the twins and the line, never the customer's screen. Refused outside demo mode. */
export const dockCalls = {
  'dock.state': call({ input: v.object({}), output: dockStateSchema, errors: onlyInDemo, timeoutMs: 2_000 }),
  'dock.set': call({
    input: v.partial(v.object({ ...controls, staffCalled: v.null() })),
    output: dockStateSchema,
    errors: onlyInDemo,
    timeoutMs: 2_000,
  }),
  /** The slip as the printer twin put it on paper, as SVG; index 0 is the newest. */
  'dock.slip': call({
    input: v.object({ index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    output: v.object({ svg: v.string() }),
    errors: ['not-demo', 'no-such-slip'],
    timeoutMs: 5_000,
  }),
  /** One order to a twin as a person types it: `lay resident`, `fault noise x2`, `help`. Answers what to show. */
  'dock.order': call({
    input: v.object({
      device: v.picklist(deviceNames),
      words: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    }),
    output: v.object({ said: v.string() }),
    errors: ['not-demo', 'no-such-twin'],
    timeoutMs: 2_000,
  }),
} as const;
