/**
 * One life of something that can die: a page, a host process, a hub process. What belongs to a life that is over is
 * never heard of again: its timers do not fire and its questions stay without an answer.
 */
export type Life = {
  readonly name: string;
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** Runs at once when it is over already. */
  readonly onEnd: (action: () => void) => void;
};

export function newLife(name: string): Life {
  const actions: (() => void)[] = [];
  let over = false;
  return {
    name,
    isOver: () => over,
    end() {
      if (over) return;
      over = true;
      for (const action of actions.splice(0)) action();
    },
    onEnd(action) {
      if (over) action();
      else actions.push(action);
    },
  };
}

/** What a dead page or process waits for. */
export function forEver<T>(): Promise<T> {
  return new Promise(() => {});
}
