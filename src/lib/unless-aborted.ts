/**
 * Waits for some work, but no longer once the signal aborts: what the work comes to then is for whoever began it to see to.
 *
 * @throws the signal's reason, at once, when it aborts.
 */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason as Error); // of our own signals, which are aborted with errors
    };
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", leave);
    });
  });
}
