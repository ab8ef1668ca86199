/** What was opened, to be closed in reverse. */
export interface Closing {
  /** Registers how the newest part is closed. */
  readonly add: (close: () => Promise<void> | void) => void;
  /** Closes all, the newest first; each once, however often this is called. */
  readonly close: () => Promise<void>;
}

export function closing(): Closing {
  const stack = new AsyncDisposableStack();
  let closed: Promise<void> | undefined;
  return {
    add: (close) => {
      stack.defer(close);
    },
    close: () => (closed ??= stack.disposeAsync()),
  };
}
