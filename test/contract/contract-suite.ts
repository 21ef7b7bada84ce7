import { afterEach, describe, expect, it } from 'vitest';
import { hostOver } from '../../core/contract/client.ts';
import type { Handlers, Host, Wire } from '../../core/contract/host.ts';
import { err, ok } from '../../core/lib/result.ts';
import { contractHost, type ContractHost } from '../support/contract-host.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';

/** One end-to-end wire under test. */
export type Link = {
  readonly wire: Wire;
  /** The wire breaks as this transport breaks; calls under way and later ones are lost. */
  readonly cut: () => Promise<void>;
  readonly close: () => Promise<void>;
};
type Serving = Pick<ContractHost, 'serve' | 'onEvent'>;
export type Connect = (host: Serving, clock: ManualClock) => Promise<Link>;

/** What every shell must do alike: the screens cannot tell them apart because this suite cannot. */
export function contractSuite(name: string, connect: Connect): void {
  describe(`the contract over ${name}`, () => {
    const open: Link[] = [];
    afterEach(async () => {
      for (const link of open.splice(0)) await link.close();
    });

    async function join(serving: Serving, clock: ManualClock) {
      const link = await connect(serving, clock);
      open.push(link);
      const badEvents: string[] = [];
      const host = hostOver(link.wire, clock, newId, (event) => badEvents.push(event));
      return { link, host, badEvents };
    }

    async function hostWith(handlers: Partial<Handlers>) {
      const clock = manualClock();
      const serving = contractHost(handlers, clock);
      return { clock, serving, ...(await join(serving, clock)) };
    }

    it('brings a call to its handler and the answer back', async () => {
      const { host, serving } = await hostWith({
        'dock.slip': async ({ index }) => ok({ svg: `slip ${index}` }),
      });
      expect(await host.invoke('dock.slip', { index: 3 })).toEqual(ok({ svg: 'slip 3' }));
      expect(serving.notes).toMatchObject([{ name: 'dock.slip', outcome: 'ok' }]);
    });

    it("brings a call's own error code back as data", async () => {
      const { host } = await hostWith({ 'dock.slip': async () => err({ code: 'no-such-slip' }) });
      expect(await host.invoke('dock.slip', { index: 0 })).toEqual(err({ code: 'no-such-slip' }));
    });

    it('carries Chinese, astral characters and line separators unharmed', async () => {
      const svg = '王小英 䶮 𠮷 \u2028 "<>&\\';
      const { host } = await hostWith({ 'dock.slip': async () => ok({ svg }) });
      expect(await host.invoke('dock.slip', { index: 0 })).toEqual(ok({ svg }));
    });

    it('keeps the answers of concurrent calls apart', async () => {
      const { host } = await hostWith({
        'dock.slip': async ({ index }) => {
          for (let turns = 5 - index; turns > 0; turns -= 1) await Promise.resolve();
          return ok({ svg: String(index) });
        },
      });
      const answers = await Promise.all([0, 1, 2, 3, 4].map((index) => host.invoke('dock.slip', { index })));
      expect(answers).toEqual([0, 1, 2, 3, 4].map((index) => ok({ svg: String(index) })));
    });

    it.each(['no.such', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
      'refuses the unknown call name %j',
      async (unknown) => {
        const { link } = await hostWith({});
        expect(await link.wire.request({ correlationId: '1', name: unknown, input: {} })).toEqual(
          err({ code: 'no-such-call' }),
        );
      },
    );

    it.each([null, 'text', 7, [], { index: -1 }, { index: '0' }, { index: 0.5 }, {}])(
      'refuses the wrong input %j before the handler sees it',
      async (input) => {
        let calls = 0;
        const { link } = await hostWith({
          'dock.slip': async () => {
            calls += 1;
            return ok({ svg: '' });
          },
        });
        const reply = await link.wire.request({ correlationId: '1', name: 'dock.slip', input });
        expect(reply).toMatchObject({ ok: false, error: { code: 'bad-input' } });
        expect(calls).toBe(0);
      },
    );

    it.each([
      ['a function', () => 1],
      ['a BigInt', 1n],
      ['a symbol', Symbol('no')],
    ])('never brings %s to a handler', async (_name, value) => {
      let calls = 0;
      const { host } = await hostWith({
        'dock.slip': async () => {
          calls += 1;
          return ok({ svg: '' });
        },
      });
      const answer = await host.invoke('dock.slip', { index: value as never });
      expect(answer.ok).toBe(false);
      expect(calls).toBe(0);
    });

    it('turns a crash of a handler into data that quotes nothing of the visit', async () => {
      const { host } = await hostWith({
        'dock.slip': async () => {
          throw new TypeError('王小英 110101194912310021');
        },
      });
      expect(await host.invoke('dock.slip', { index: 0 })).toEqual(
        err({ code: 'host-crashed', detail: 'TypeError' }),
      );
    });

    it('turns a handler that throws before it answers, or is missing, into the same data', async () => {
      const { host } = await hostWith({
        'dock.slip': () => {
          throw new RangeError('at once');
        },
      });
      expect(await host.invoke('dock.slip', { index: 0 })).toMatchObject({ error: { code: 'host-crashed' } });
      expect(await host.invoke('dock.state', {})).toMatchObject({ error: { code: 'host-crashed' } });
    });

    it.each([{ svg: 7 }, {}, null, { svg: new Date(0) }])(
      'does not let a handler answer %j in place of its output',
      async (output) => {
        const { host } = await hostWith({ 'dock.slip': async () => ok(output as never) });
        expect(await host.invoke('dock.slip', { index: 0 })).toMatchObject({
          ok: false,
          error: { code: 'bad-output' },
        });
      },
    );

    it("answers for a handler that takes longer than the call's bound", async () => {
      let entered = () => {};
      const handlerIsIn = new Promise<void>((done) => (entered = done));
      const { host, clock } = await hostWith({
        'dock.slip': () => {
          entered();
          return new Promise(() => {});
        },
      });
      const answer = host.invoke('dock.slip', { index: 0 });
      await handlerIsIn;
      await clock.advance(5_000);
      expect(await answer).toEqual(err({ code: 'host-too-slow' }));
    });

    it('stops waiting for a host that says nothing at all', async () => {
      const clock = manualClock();
      let asked = () => {};
      const hostWasAsked = new Promise<void>((done) => (asked = done));
      const mute = () => {
        asked();
        return new Promise(() => {});
      };
      const { host } = await join({ serve: mute, onEvent: () => () => {} }, clock);
      const answer = host.invoke('dock.slip', { index: 0 });
      await hostWasAsked;
      await clock.advance(6_000);
      expect(await answer).toEqual(err({ code: 'host-silent' }));
    });

    it.each(['garbage', null, { ok: true }, { ok: false, error: 'text' }, { ok: true, value: { svg: 7 } }])(
      'does not believe the reply %j',
      async (reply) => {
        const clock = manualClock();
        const { host } = await join({ serve: async () => reply, onEvent: () => () => {} }, clock);
        expect(await host.invoke('dock.slip', { index: 0 })).toEqual(err({ code: 'bad-reply' }));
      },
    );

    it('says so when the wire is lost, and stays calm afterwards', async () => {
      const { host, link } = await hostWith({ 'dock.slip': async () => ok({ svg: '' }) });
      await link.cut();
      expect(await host.invoke('dock.slip', { index: 0 })).toEqual(err({ code: 'host-unreachable' }));
      expect(await host.invoke('dock.slip', { index: 1 })).toEqual(err({ code: 'host-unreachable' }));
    });

    it('passes events on in order, drops those that do not match, and stops when asked', async () => {
      const { host, serving, badEvents } = await hostWith({ 'dock.slip': async () => ok({ svg: '' }) });
      const heard: boolean[] = [];
      const stop = host.on('link', ({ online }) => heard.push(online));
      serving.emit('link', { online: true });
      serving.emit('link', { online: 'yes' });
      serving.emit('card', { state: 'laid' });
      serving.emit('link', { online: false });
      await passed(host);
      expect(heard).toEqual([true, false]);
      expect(badEvents).toEqual(['link']);
      stop();
      serving.emit('link', { online: true });
      await passed(host);
      expect(heard).toEqual([true, false]);
    });
  });
}

let ids = 0;
function newId(): string {
  ids += 1;
  return `call-${ids}`;
}

/** An answer travels behind the events sent before it, so that when it is here they are here too. */
async function passed(host: Host): Promise<void> {
  await host.invoke('dock.slip', { index: 0 });
}
