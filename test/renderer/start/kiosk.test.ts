import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Host } from '../../../core/contract/host.ts';
import type { Screen } from '../../../core/journeys/screen.ts';
import type { Line } from '../../../core/strings/line.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { runKiosk } from '../../../renderer/start/kiosk.ts';
import type { Speech } from '../../../renderer/start/speech.ts';
import type { Link } from '../../../renderer/wires/web-socket.ts';
import { manualClock } from '../../support/manual-clock.ts';

const idle: Screen = {
  id: 'idle',
  picture: null,
  title: { key: 'idle.title' },
  details: [],
  body: { kind: 'wake' },
  keys: { back: false, repeat: true, where: true, person: true },
  countdownMs: null,
};

type Opening = 'works' | 'cannot serve' | 'throws' | 'never answers';

function startKiosk({ opening = 'works' }: { readonly opening?: Opening } = {}) {
  const clock = manualClock();
  const link = signal<Link>('down');
  const calls: unknown[] = [];
  const acts: Act[] = [];
  const said: (readonly Line[])[] = [];
  const tuned: string[] = [];
  const seen = { asked: 0, restarts: 0, forgotten: 0 };
  const visitScreen = signal(idle);
  let speechOfVisits: Speech | null = null;
  let isOut = () => false;
  const host: Host = {
    invoke(name, input) {
      calls.push([name, input]);
      return Promise.resolve({ ok: true, value: {} as never });
    },
    on: () => () => {},
  };
  const ask = () => {
    seen.asked += 1;
    return Promise.resolve(null);
  };
  const kiosk = runKiosk({
    clock,
    machine: { host, link, ask },
    speech: {
      said: signal([]),
      say: (lines) => said.push(lines),
      prepare: () => Promise.resolve(),
      warm: () => {},
      firstLine: () => Promise.resolve(),
      tune: (to) => tuned.push(to),
    },
    openVisits(speech, isBehind) {
      speechOfVisits = speech;
      isOut = isBehind;
      const visits = { screen: visitScreen, act: (act: Act) => void acts.push(act) };
      switch (opening) {
        case 'works':
          return Promise.resolve(visits);
        case 'cannot serve':
          return Promise.resolve(null);
        case 'throws':
          return Promise.reject(new DOMException('storage is off', 'SecurityError'));
        case 'never answers':
          return new Promise(() => {});
      }
    },
    forget() {
      seen.forgotten += 1;
    },
    restart() {
      seen.restarts += 1;
    },
  });
  const titles = () => said.map((lines) => lines[0]?.key);
  return {
    clock, link, kiosk, calls, acts, tuned, seen, said, titles, visitScreen,
    speechOfVisits: () => speechOfVisits!, isOut: () => isOut(),
  }; // prettier-ignore
}

const confirming: Screen = { ...idle, id: 'readingBack.claim-report', title: { key: 'reading-back.title' } };

async function inVisit() {
  const kiosk = await running();
  kiosk.visitScreen.value = confirming;
  return kiosk;
}

async function running() {
  const kiosk = startKiosk();
  kiosk.link.value = 'up';
  await kiosk.clock.advance(0);
  expect(kiosk.kiosk.screen.value.id).toBe('idle');
  return kiosk;
}

test('The kiosk says that it is getting ready until its host is there, then receives customers.', async () => {
  const { clock, link, kiosk, acts } = startKiosk();
  expect(kiosk.screen.value.id).toBe('service.starting');
  link.value = 'up';
  await clock.advance(0);
  kiosk.act({ did: 'touch' });
  expect(acts).toEqual([{ did: 'touch' }]);
});

test('A host that never comes is out of service, and the page begins anew when it does.', async () => {
  const { clock, link, kiosk, seen, titles } = startKiosk();
  await clock.advance(3_000);
  expect(kiosk.screen.value.id).toBe('service.out');
  expect(titles()).toEqual(['service.out']);
  link.value = 'up';
  expect(seen.restarts).toBe(1);
});

test('A host that is away for less than three seconds is missed by nobody, but asked what has changed.', async () => {
  const { clock, link, kiosk, seen, titles } = await running();
  link.value = 'down';
  await clock.advance(2_900);
  link.value = 'up';
  await clock.advance(60_000);
  expect(kiosk.screen.value.id).toBe('idle');
  expect(titles()).toEqual([]);
  expect(seen).toEqual({ asked: 1, restarts: 0, forgotten: 0 });
});

test('A host that is lost ends the visit kindly; nobody else talks behind that screen.', async () => {
  const { clock, link, kiosk, acts, titles, speechOfVisits } = await running();
  link.value = 'down';
  await clock.advance(3_000);
  expect(kiosk.screen.value.id).toBe('service.out');
  expect(kiosk.screen.value.keys.person).toBe(false);
  speechOfVisits().say([{ key: 'still-there.title' }]);
  kiosk.act({ did: 'touch' });
  expect(titles()).toEqual(['service.out']);
  expect(acts).toEqual([]);
});

test('Whoever stands before an idle kiosk that goes out is sent to the counter, and told of no matter or card.', async () => {
  const { clock, link, kiosk, said } = await running();
  link.value = 'down';
  await clock.advance(3_000);
  expect(kiosk.screen.value.id).toBe('service.out');
  expect(said).toEqual([[{ key: 'service.out' }, { key: 'service.counter' }]]);
});

test.each(['the host is lost', 'the page crashes'])(
  'Whoever is cut off in a visit because %s hears that it may not be done, and to take the card.',
  async (cause) => {
    const { clock, link, kiosk, said } = await inVisit();
    if (cause === 'the host is lost') link.value = 'down';
    else kiosk.crash();
    await clock.advance(3_000);
    expect(kiosk.screen.value.id).toBe('service.interrupted');
    expect(said).toEqual([
      [
        { key: 'service.out' },
        { key: 'service.unfinished' },
        { key: 'service.slips-safe' },
        { key: 'service.card-to-counter' },
      ],
    ]);
  },
);

test('A minute after a visit was cut off the defaults return, and the screen says itself once more in them.', async () => {
  const { clock, link, seen, titles } = await inVisit();
  link.value = 'down';
  await clock.advance(62_999);
  expect(seen.forgotten).toBe(0);
  await clock.advance(1);
  expect(seen.forgotten).toBe(1);
  expect(titles()).toEqual(['service.out', 'service.out']);
  await clock.advance(600_000);
  expect(seen.forgotten).toBe(1);
  expect(titles()).toHaveLength(2);
});

test('Whoever still listens out of service keeps voice and language until a minute after the last key.', async () => {
  const { clock, link, kiosk, seen } = await inVisit();
  link.value = 'down';
  await clock.advance(50_000);
  kiosk.act({ did: 'ask', for: 'repeat' });
  await clock.advance(50_000);
  kiosk.act({ did: 'tune-voice', to: 'slower' });
  await clock.advance(59_999);
  expect(seen.forgotten).toBe(0);
  await clock.advance(1);
  expect(seen.forgotten).toBe(1);
});

test('A voice that somebody tuned while the kiosk was out of service returns to its defaults too.', async () => {
  const { clock, link, kiosk, seen } = await running();
  link.value = 'down';
  await clock.advance(300_000);
  expect(seen.forgotten).toBe(0);
  kiosk.act({ did: 'tune-voice', to: 'louder' });
  await clock.advance(60_000);
  expect(seen.forgotten).toBe(1);
});

test('A page that was replaced in the middle of a visit does not talk into the newer one’s visits.', async () => {
  const { clock, link, kiosk, titles } = await inVisit();
  link.value = 'replaced';
  await clock.advance(3_000);
  expect(kiosk.screen.value.id).toBe('service.interrupted');
  const saidOnce = titles().length;
  await clock.advance(600_000);
  expect(titles()).toHaveLength(saidOnce);
});

test('What a visit that was cut off still does, it knows to do behind another screen.', async () => {
  const { clock, link, isOut } = await inVisit();
  expect(isOut()).toBe(false);
  link.value = 'down';
  await clock.advance(3_000);
  expect(isOut()).toBe(true);
});

test('A page that was replaced by a newer one stays out of service and never restarts.', async () => {
  const { clock, link, kiosk, seen } = await running();
  link.value = 'replaced';
  await clock.advance(600_000);
  expect(kiosk.screen.value.id).toBe('service.out');
  expect(seen.restarts).toBe(0);
});

test('A machine that cannot open its queue says so, and tries anew after ten seconds.', async () => {
  const { clock, link, kiosk, seen } = startKiosk({ opening: 'cannot serve' });
  link.value = 'up';
  await clock.advance(9_999);
  expect(kiosk.screen.value.id).toBe('service.out');
  expect(seen.restarts).toBe(0);
  await clock.advance(1);
  expect(seen.restarts).toBe(1);
});

test('A crash tells staff once, says what to do, and begins anew after ten seconds.', async () => {
  const { clock, kiosk, calls, seen, titles } = await running();
  kiosk.crash();
  kiosk.crash();
  expect(calls).toEqual([['staff.call', { reason: 'device', silent: false }]]);
  expect(titles()).toEqual(['service.out']);
  await clock.advance(10_000);
  expect(seen.restarts).toBe(1);
});

test('Out of service, a customer still hears it again and can have a person called.', async () => {
  const { kiosk, calls, titles } = await running();
  kiosk.crash();
  calls.length = 0;
  kiosk.act({ did: 'ask', for: 'repeat' });
  expect(titles()).toEqual(['service.out', 'service.out']);
  kiosk.act({ did: 'ask', for: 'person' });
  expect(calls).toEqual([['staff.call', { reason: 'customer-asked', silent: false }]]);
});

test('The voice is made slower or louder by its keys, whether a visit runs or not.', async () => {
  const { kiosk, acts, tuned } = await running();
  kiosk.act({ did: 'tune-voice', to: 'slower' });
  kiosk.crash();
  kiosk.act({ did: 'tune-voice', to: 'louder' });
  expect(tuned).toEqual(['slower', 'louder']);
  // The visit hears of it as a sign of life.
  expect(acts).toEqual([{ did: 'tune-voice', to: 'slower' }]);
});

test('A queue that cannot even be opened sends the customer to the counter, tells staff, and the page begins anew.', async () => {
  const { clock, link, kiosk, calls, seen, titles } = startKiosk({ opening: 'throws' });
  link.value = 'up';
  await clock.advance(0);
  expect(calls).toEqual([['staff.call', { reason: 'device', silent: true }]]);
  expect(kiosk.screen.value.id).toBe('service.out');
  expect(titles()).toEqual(['service.out']);
  await clock.advance(10_000);
  expect(seen.restarts).toBe(1);
});

test('A queue that never opens is said to be getting ready, and after a minute to be out of service.', async () => {
  const { clock, link, kiosk, seen, titles } = startKiosk({ opening: 'never answers' });
  link.value = 'up';
  await clock.advance(1_000);
  expect(titles()).toEqual(['service.starting']);
  await clock.advance(59_000);
  expect(kiosk.screen.value.id).toBe('service.out');
  await clock.advance(10_000);
  expect(seen.restarts).toBe(1);
});
