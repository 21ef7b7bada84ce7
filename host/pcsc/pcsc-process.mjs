// PC/SC in a process of its own: the native module may crash, and some of its calls wait for the PC/SC service without
// letting anything else run. Plain JavaScript, because it is started as it lies here.
//
// argument: a file or its URL; `smartcard` is loaded as that file would load it
// in:  { do: 'watch' } looks at all readers, afresh each time; { do: 'transmit', id, reader, command: number[] }
// out: once { kind: 'not-loadable' } | { kind: 'ready' }; then { kind: 'reader-attached' | 'reader-detached' |
//      'card-inserted' | 'card-removed', reader }, { kind: 'error', message }, and for each command
//      { kind: 'answer', id, bytes: number[] } | { kind: 'refused', id, message }
import { createRequire } from 'node:module';

const say = (message) => process.send?.(message);
const readerEvents = ['reader-attached', 'reader-detached', 'card-inserted', 'card-removed'];

/** @returns the class that watches readers, or null */
function loadDevices(from) {
  try {
    const { Devices } = createRequire(from)('smartcard');
    return typeof Devices === 'function' ? Devices : null;
  } catch {
    // Built for another machine, or the PC/SC library is missing: told as not loadable, whatever it was.
    return null;
  }
}

function serve(Devices) {
  const cards = new Map();
  let devices = null;

  function watch() {
    devices?.stop();
    cards.clear();
    const fresh = new Devices();
    devices = fresh;
    for (const kind of readerEvents) {
      fresh.on(kind, (event) => {
        if (devices !== fresh) return;
        const reader = event.reader?.name ?? event.name;
        if (kind === 'card-inserted') cards.set(reader, event.card);
        if (kind === 'card-removed') cards.delete(reader);
        say({ kind, reader });
      });
    }
    fresh.on('error', ({ message }) => devices === fresh && say({ kind: 'error', message }));
    fresh.start();
  }

  async function transmit({ id, reader, command }) {
    try {
      const card = cards.get(reader);
      if (card === undefined) return say({ kind: 'refused', id, message: 'Card was removed' });
      say({ kind: 'answer', id, bytes: [...(await card.transmit(command))] });
    } catch (cause) {
      say({ kind: 'refused', id, message: String(cause?.message) });
    }
  }

  process.on('message', (request) => (request.do === 'watch' ? watch() : void transmit(request)));
  say({ kind: 'ready' });
}

// It must not outlive its host.
process.on('disconnect', () => process.exit(0));

const Devices = loadDevices(process.argv[2]);
if (Devices === null) {
  say({ kind: 'not-loadable' });
  process.disconnect?.();
} else {
  serve(Devices);
}
