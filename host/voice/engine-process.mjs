// The speech engine in a process of its own. eSpeak NG is GPL-3: nothing else of the kiosk may import it, and it talks
// to the host only in the messages below. Plain JavaScript, because it is started as it lies here.
//
// in:  { id, voice, rate, text }
// out: once { kind: 'ready' } | { kind: 'missing' } | { kind: 'broken' }; then for each request
//      { kind: 'sound', id, pcm: Int16Array, sampleRate, words: [{ position, atMs }] } | { kind: 'failed', id }

const say = (message) => process.send?.(message);

/** @returns the engine, or null after telling why there is none */
async function openEngine() {
  try {
    const { default: initialise } = await import('@echogarden/espeak-ng-emscripten');
    const module = await initialise();
    return new module.eSpeakNGWorker();
  } catch (cause) {
    say({ kind: cause?.code === 'ERR_MODULE_NOT_FOUND' ? 'missing' : 'broken' });
    return null;
  }
}

function synthesise(engine, { id, voice, rate, text }) {
  // A code other than 0 leaves the previous voice in place without a word.
  if (engine.set_voice(voice) !== 0) return { kind: 'failed', id };
  engine.set_rate(rate);
  const chunks = [];
  const words = [];
  // The engine takes `<` for the begin of a tag and swallows what follows; a blank keeps the places.
  engine.synthesize(text.replace(/[<>&]/g, ' '), (audio, events) => {
    // The engine's buffer is used again for the next chunk.
    if (audio) chunks.push(audio.slice());
    for (const event of events ?? []) {
      if (event.type === 'word') words.push({ position: event.text_position, atMs: event.audio_position });
    }
    return 0;
  });
  return { kind: 'sound', id, pcm: joined(chunks), sampleRate: engine.samplerate, words };
}

function joined(chunks) {
  const pcm = new Int16Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    pcm.set(chunk, at);
    at += chunk.length;
  }
  return pcm;
}

// It must not outlive its host.
process.on('disconnect', () => process.exit(0));

const engine = await openEngine();
if (engine === null) {
  process.disconnect?.();
} else {
  // The first sentence is the slow one; nobody waits for this.
  synthesise(engine, { id: 0, voice: 'cmn', rate: 130, text: '您好' });
  // A WebAssembly trap ends the process: the host starts a new one and tells no text, which may be personal.
  process.on('uncaughtException', () => process.exit(1));
  process.on('message', (request) => say(synthesise(engine, request)));
  say({ kind: 'ready' });
}
