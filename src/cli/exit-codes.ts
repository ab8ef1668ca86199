/** How every command ends; docs/operation.md has the table. */
export const EXIT = {
  /** What was wished is done, and what was checked holds. */
  done: 0,
  /** What was checked does not hold. */
  no: 1,
  /** It could not be done: wrong words on the command line, a configuration or an input that cannot be used, a refusal. */
  refused: 2,
  /** A fault of the program's own. */
  fault: 70,
  /** Ended by SIGINT. */
  interrupted: 130,
  /** Whoever read the output has gone before all of it was written. */
  readerGone: 141,
} as const;
