import type { PrintOutcome } from '../slips/slip.ts';
import { callPerson, callSilently, go, home, stay } from './moves.ts';
import type { At, Effect, Event, Step } from './visit.ts';

/** Measuring one's blood pressure: a care service without card or record. The monitor's own key begins it. */
export function measuring(state: At<'measuring'>, event: Event): Step {
  switch (event.type) {
    case 'PRESSURE_MEASURED':
      return measuredNow(event);
    case 'PRESSURE_FAILED':
      return go({ at: 'measuring', trouble: event.trouble });
    case 'CARD_LAID':
      return go({ at: 'readingCard', tries: 0 });
    case 'CHOSEN':
      return event.choice === 'leave' ? home() : stay(state);
    case 'BACK_ASKED':
      return go({ at: 'greeting' });
    default:
      return stay(state);
  }
}

/** Whoever simply sits down and presses the monitor's key sees the figures too. */
export function measuredNow({ reading, measuredAt }: Extract<Event, { type: 'PRESSURE_MEASURED' }>): Step {
  return go({ at: 'measured', reading, measuredAt, printId: null, outcome: null });
}

/** A slip that may lie in the tray is not printed a second time. */
export function canPrintReading({ printId, outcome }: At<'measured'>): boolean {
  return printId === null || outcome?.outcome === 'not-printed';
}

export function measured(state: At<'measured'>, event: Event): Step {
  switch (event.type) {
    case 'PRESSURE_MEASURED':
      return measuredNow(event);
    case 'PRINT_ENDED':
      return event.transactionId === state.printId && state.outcome === null
        ? go({ ...state, outcome: event.outcome }, ...staffFor(event.outcome))
        : stay(state);
    case 'PRINTER_HELD':
      return event.cause !== null && state.printId !== null && state.outcome === null
        ? { state, effects: [callPerson('device')] }
        : stay(state);
    case 'CARD_LAID':
      return go({ at: 'readingCard', tries: 0 });
    case 'CHOSEN':
      return chosen(state, event);
    default:
      return stay(state);
  }
}

function staffFor({ outcome }: PrintOutcome): readonly Effect[] {
  switch (outcome) {
    case 'printed':
      return [];
    case 'not-printed':
      return [callPerson('device')];
    default:
      return [callSilently('print-unknown')];
  }
}

function chosen(state: At<'measured'>, { choice, newId }: Extract<Event, { type: 'CHOSEN' }>): Step {
  const { reading, measuredAt } = state;
  switch (choice) {
    case 'print':
      return canPrintReading(state)
        ? go(
            { ...state, printId: newId, outcome: null },
            { do: 'printReading', printId: newId, reading, measuredAt },
          )
        : stay(state);
    case 'again':
      return go({ at: 'measuring', trouble: null });
    case 'done':
      return home();
    default:
      return stay(state);
  }
}
