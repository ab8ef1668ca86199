/** What was opened, to be closed in reverse. */
export interface Closing {
  /** Registers how the newest part is closed. */
  readonly add: (close: () => Promise<void> | void) => void;
  /** Closes all, the newest first; each once, however often this is called. */
  readonly close: () => Promise<void>;
}

export function closing(): Closing {
  const stack: (() => Promise<void> | void)[] = [];
  let closed: Promise<void> | undefined;
  return {
    add: (close) => {
      stack.push(close);
    },
    close: () => (closed ??= closeAll(stack.toReversed())),
  };
}

/** Goes on after a failure, and then fails with the first one. */
async function closeAll(closes: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closes) {
    try {
      await close();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
}
