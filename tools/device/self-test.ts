import type { SelfTest } from '../../hardware/device.ts';
import { connectDevices } from '../../host/devices.ts';
import { profileHints, readProfile } from '../../host/profile.ts';
import type { OneDevice } from './arguments.ts';
import { tableOf } from './table.ts';
import type { Ending, ToolParts } from './tool-parts.ts';
import { watchLine } from './watched-line.ts';

/** A driver says how its line is within some seconds; a test of its own takes ten at most. */
const firstReportMs = 4_000;
const testMs = 12_000;

/** Asks one device how it is. */
export async function testDevice(order: OneDevice, parts: ToolParts): Promise<Ending> {
  const { say } = parts;
  const { driver, reported, lastFrames } = watchLine(order, parts, () => {});
  driver.start();
  await Promise.race([reported, passed(parts, firstReportMs)]);
  const tested = await Promise.race([driver.selfTest(), passed(parts, testMs).then(() => overdue)]);
  await driver.stop();
  say(tableOf(rowsOf(tested)));
  const frames = lastFrames();
  if (!tested.passed && frames.length > 0) say(['Last on the line:', ...frames].join('\n'));
  say(`${order.kind.device}: ${tested.passed ? 'passed' : 'FAILED'}`);
  return { code: tested.passed ? 0 : 1, summary: { device: order.kind.device, ...tested } };
}

const overdue: SelfTest = {
  passed: false,
  findings: [{ name: 'self-test', value: 'no answer in time', isGood: false }],
};

function passed({ clock }: ToolParts, ms: number): Promise<void> {
  return new Promise((done) => void clock.after(ms, done));
}

/** Asks every device of a site profile, as the kiosk would connect it. */
export async function testProfile(profilePath: string, parts: ToolParts): Promise<Ending> {
  const { clock, openLine, pcsc, say } = parts;
  const profile = await readProfile(profilePath);
  if (!profile.ok) {
    say(`${profileHints[profile.error.code]} (${profile.error.where})`);
    return { code: 1, summary: { error: profile.error.code, where: profile.error.where } };
  }
  const ignore = () => {};
  const devices = connectDevices({
    clock,
    profile: profile.value,
    mode: 'site',
    openSerial: openLine,
    pcsc,
    onReport: ({ device, state, cause }) => say(`${device} is ${state}${cause === null ? '' : `, ${cause}`}`),
    onLineTrouble: (device, trouble) => say(`${device}: ${trouble}`),
    onSlip: ignore,
    onCard: ignore,
    onCode: ignore,
    onKey: ignore,
    onHandset: ignore,
    onPresence: ignore,
    onMeasurement: ignore,
    onSocialSecurityCard: ignore,
  });
  await passed(parts, firstReportMs);
  const tests = await devices.selfTest();
  await devices.stop();
  for (const { device, ...tested } of tests) {
    say(`${device}: ${tested.passed ? 'passed' : 'FAILED'}`);
    say(tableOf(rowsOf(tested)));
  }
  if (tests.length === 0) say('The profile names no device.');
  return { code: tests.every((tested) => tested.passed) ? 0 : 1, summary: { devices: tests } };
}

function rowsOf({ findings }: SelfTest): readonly (readonly string[])[] {
  return findings.map(({ name, value, isGood }) => [isGood ? 'good' : 'BAD', name, value]);
}
