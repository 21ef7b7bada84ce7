import { timeouts } from '../../core/journeys/timeouts.ts';
import type { Event, State } from '../../core/journeys/visit.ts';
import type { Edge, Walked } from './walk.ts';

/** The map shows the path; these lie over every state of it and would only cover it with arrows. */
const overlays: ReadonlySet<State['at']> = new Set(['personCalled', 'whereAmI', 'stillThere']);
const asks: ReadonlySet<Event['type']> = new Set(['PERSON_ASKED', 'WHERE_ASKED']);

/** What an arrow is called: the key that was pressed, or the fact that was reported. */
function nameOf(event: Event): string {
  switch (event.type) {
    case 'CHOSEN':
      return event.choice.replace(/^(place|year|month|day)\..*/, '$1');
    case 'CARD_TROUBLED':
      return event.trouble;
    case 'PRINT_ENDED':
      return event.outcome.outcome;
    default:
      return event.type;
  }
}

function isOnMap({ from, event, to }: Edge): boolean {
  return from.at !== to.state.at && !asks.has(event.type) && !overlays.has(to.state.at);
}

function arrows(edges: readonly Edge[]): readonly string[] {
  const labels = new Map<string, Set<string>>();
  for (const { from, event, to } of edges.filter(isOnMap)) {
    const ends = `  ${from.at} --> ${to.state.at}`;
    labels.set(ends, (labels.get(ends) ?? new Set()).add(nameOf(event)));
  }
  return [...labels].map(([ends, names]) => `${ends} : ${[...names].join(' | ')}`);
}

function timeoutLines(): readonly string[] {
  return Object.entries(timeouts).map(([at, timeout]) =>
    timeout === null
      ? `- **${at}** waits for ever`
      : `- **${at}** ${timeout.name} after ${timeout.afterMs / 1000} s`,
  );
}

/** The visit as a Mermaid diagram and the table of its time-outs, as Markdown. */
export function journeyMap({ states, edges }: Walked): string {
  const pathEdges = edges.filter(({ from }) => !overlays.has(from.at));
  const abandoned = edges.filter(({ from, event }) => from.at === 'stillThere' && event.type === 'TIMED_OUT');
  const lines = [
    '# The visit',
    '',
    `Drawn by \`node tools/run.mjs journey-map\` from a walk over ${states.length} states and ${edges.length} steps.`,
    'Help, where-am-I and the time-out warning lie over every state and lead back to it.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> idle',
    ...arrows(pathEdges),
    ...arrows(abandoned),
    '```',
    '',
    '## When its time is over, a state does this',
    '',
    ...timeoutLines(),
  ];
  return `${lines.join('\n')}\n`;
}
