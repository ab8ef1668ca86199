import { OperatorError } from "../errors.ts";

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says something beside the output proper. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Ends the process. An operator's error is told in its own sentence; anything else is a fault of ours, and its stack belongs in the report of it. */
export function exitWith(error: unknown): never {
  remark(
    error instanceof OperatorError
      ? error.message
      : `Tokenworks failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exit(1);
}
