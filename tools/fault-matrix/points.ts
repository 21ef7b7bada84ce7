export const phases = ['connecting', 'idle', 'operating', 'afterwards'] as const;
export type Phase = (typeof phases)[number];

/** What has passed on the line of a session so far. */
export type Progress = {
  readonly phase: Phase;
  /** Questions the device has got, and answers or reports it has begun; since the session began. */
  readonly questions: number;
  readonly answers: number;
  /** Bytes the device has got since the operation began. */
  readonly operationBytes: number;
};

export type LineEvent = Progress & {
  /** `rest`: nothing passes; a moment in the middle of the idle time. */
  readonly is: 'question' | 'answer' | 'rest';
  /** What the device got; empty for the others. */
  readonly bytes: Uint8Array;
};

/** A session without a fault, event by event. */
export type Recording = readonly LineEvent[];

/** A place in a session where a fault strikes: the first event of which this is true. */
export type Point = {
  readonly name: string;
  readonly isReached: (event: LineEvent) => boolean;
  /** True in the midst of a slip, where nothing is answered: what can strike without an answer does so at once. */
  readonly strikesAtOnce: boolean;
};

/** Nothing passes on the line, and nothing is expected to. */
export const atRest: Point = {
  name: 'idle: line at rest',
  isReached: ({ is }) => is === 'rest',
  strikesAtOnce: true,
};

/** One point for each question that means something else, in each phase: `operating: select`. */
export function questionPoints(
  recording: Recording,
  nameOf: (question: Uint8Array) => string,
): readonly Point[] {
  return firstOfEach(
    recording.filter(({ is }) => is === 'question'),
    ({ phase, bytes }) => `${phase}: ${nameOf(bytes)}`,
  ).map(([name, { questions }]) => ({
    name,
    isReached: (event) => event.is === 'question' && event.questions === questions,
    strikesAtOnce: false,
  }));
}

/** For a device that speaks unasked: its first report in each phase. */
export function reportPoints(recording: Recording, name: string): readonly Point[] {
  return firstOfEach(
    recording.filter(({ is }) => is === 'answer'),
    ({ phase }) => `${phase}: ${name}`,
  ).map(([pointName, { answers }]) => ({
    name: pointName,
    isReached: (event) => event.is === 'answer' && event.answers === answers,
    strikesAtOnce: false,
  }));
}

/** While the operation's own bytes go to the device: each quarter, and the last bytes, called `end`. */
export function quarterPoints(recording: Recording, end: string, endBytes: number): readonly Point[] {
  const total = Math.max(0, ...recording.map(({ operationBytes }) => operationBytes));
  const places = [
    ['first quarter', total / 8],
    ['second quarter', (3 * total) / 8],
    ['third quarter', (5 * total) / 8],
    ['last quarter', (7 * total) / 8],
    [end, total - endBytes],
  ] as const;
  return places.map(([name, bytes]) => ({
    name: `operating: ${name}`,
    isReached: (event) => event.phase === 'operating' && event.operationBytes >= bytes,
    strikesAtOnce: true,
  }));
}

function firstOfEach(
  events: Recording,
  nameOf: (event: LineEvent) => string,
): readonly (readonly [string, LineEvent])[] {
  const first = new Map<string, LineEvent>();
  for (const event of events) if (!first.has(nameOf(event))) first.set(nameOf(event), event);
  return [...first];
}
