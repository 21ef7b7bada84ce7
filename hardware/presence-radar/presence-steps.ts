import type { Presence } from '../../core/devices/presence.ts';
import type { DeviceState } from '../../core/devices/states.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { PortTrouble } from '../port.ts';
import type { RadarReport } from './codec.ts';

export type PresenceSettings = {
  /** Somebody within this distance is taken for a customer; behind it, for a passer-by. */
  readonly nearCm: number;
  /** How long he must stand there before he is greeted. */
  readonly comeMs: number;
  /** How long nobody must be there before the customer is taken for gone: he may only be bending down to a bag. */
  readonly leaveMs: number;
};

export const usualPresence: PresenceSettings = { nearCm: 120, comeMs: 1_000, leaveMs: 5_000 };

/** A customer who came and leans back has not stepped away, also when a report has missed him; radars differ by some ten centimetres between reports. */
const leaningCm = 30;

export type RadarState = {
  /** As told last. */
  readonly presence: Presence;
  /** What the reports say of late, and since when without a contradiction; null before the first. */
  readonly view: { readonly isNear: boolean; readonly sinceMs: number } | null;
  /** Something came since the last report, and was no report. */
  readonly isGarbled: boolean;
};

export type RadarEvent =
  /** `nowMs` is monotonic. */
  | { readonly type: 'REPORT'; readonly report: RadarReport; readonly nowMs: number }
  | { readonly type: 'GARBLED' }
  /** No report for longer than a radar in order takes for twenty. */
  | { readonly type: 'QUIET' }
  | { readonly type: 'LOST'; readonly cause: PortTrouble };

export type RadarEffect =
  | { readonly do: 'tell'; readonly presence: Presence }
  | { readonly do: 'report'; readonly state: DeviceState; readonly cause: RadarTrouble | null }
  /** Ends a configuration that some program left open: a radar in it reports nothing until it is switched off. */
  | { readonly do: 'wake' };

export type RadarTrouble = 'radar-missing' | 'radar-silent' | 'radar-garbled';
export type RadarStep = { readonly state: RadarState; readonly effects: readonly RadarEffect[] };

export const radarStart: RadarState = { presence: 'unknown', view: null, isGarbled: false };

export function radarStep(state: RadarState, event: RadarEvent, settings: PresenceSettings): RadarStep {
  switch (event.type) {
    case 'REPORT':
      return onReport({ ...state, isGarbled: false }, event.report, event.nowMs, settings);
    case 'GARBLED':
      return { state: { ...state, isGarbled: true }, effects: [] };
    case 'QUIET':
      return blind(state, state.isGarbled ? 'radar-garbled' : 'radar-silent', { do: 'wake' });
    case 'LOST':
      return blind(state, event.cause === 'stalled' ? 'radar-silent' : 'radar-missing');
    default:
      return unreachable(event);
  }
}

const online: RadarEffect = { do: 'report', state: 'online', cause: null };

function onReport(
  state: RadarState,
  report: RadarReport,
  nowMs: number,
  settings: PresenceSettings,
): RadarStep {
  if (report.target === 'calibrating') return { state, effects: [online] };
  const wasNear = state.presence === 'came' || state.view?.isNear === true;
  const isNear = isCustomer(report, wasNear, settings);
  const view = state.view?.isNear === isNear ? state.view : { isNear, sinceMs: nowMs };
  const isSure = nowMs - view.sinceMs >= (isNear ? settings.comeMs : settings.leaveMs);
  const presence = isNear ? 'came' : 'left';
  if (!isSure || state.presence === presence) return { state: { ...state, view }, effects: [online] };
  return { state: { ...state, view, presence }, effects: [online, { do: 'tell', presence }] };
}

function isCustomer(
  report: Exclude<RadarReport, { target: 'calibrating' }>,
  wasNear: boolean,
  settings: PresenceSettings,
): boolean {
  const limitCm = settings.nearCm + (wasNear ? leaningCm : 0);
  return report.target !== 'none' && report.distanceCm <= limitCm;
}

const deviceStates = {
  'radar-missing': 'no-device',
  'radar-silent': 'offline',
  'radar-garbled': 'hardware-error',
} as const;

/** What was seen before says nothing of now, so whoever was there is neither there nor gone. */
function blind(state: RadarState, cause: RadarTrouble, ...more: readonly RadarEffect[]): RadarStep {
  const report: RadarEffect = { do: 'report', state: deviceStates[cause], cause };
  const told: readonly RadarEffect[] =
    state.presence === 'unknown' ? [] : [{ do: 'tell', presence: 'unknown' }];
  return { state: radarStart, effects: [report, ...told, ...more] };
}
