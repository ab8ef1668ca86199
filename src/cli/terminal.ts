import { styleText } from "node:util";
import { OperatorError } from "../errors.ts";
import { EXIT } from "./exit-codes.ts";

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says something beside the output proper. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints data for programs. */
export function sayJson(value: unknown): void {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each), 2);
  say(text);
}

/** A column that says of a check whether it holds, in colour on a terminal that is not told NO_COLOR. */
export function verdict(holds: boolean | null, unknown: string): string {
  if (holds === null) return unknown.padEnd(8);
  return holds ? styleText("green", "ok".padEnd(8)) : styleText("red", "FAILED".padEnd(8));
}

/**
 * A reader that has gone, such as `head`, ends nothing: the command goes on and ends with the code of its work. Output that cannot be written
 * ends it; of what cannot be said beside it nobody is left to be told.
 */
export function outliveReaders(): void {
  onLostOutput((cause) => {
    const reason = cause.code === "ENOSPC" ? "the disk is full" : cause.message;
    exitWith(new OperatorError(`Standard output cannot be written: ${reason}.`, { cause }));
  });
  process.stderr.on("error", () => undefined);
}

/** Tells of standard output that cannot be written, in the place of whoever was told before; a reader that has gone is no loss. */
export function onLostOutput(tell: (error: NodeJS.ErrnoException) => void): void {
  process.stdout.removeAllListeners("error").on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") tell(error);
  });
}

/** Ends the process. An operator's error is told in its own sentence; anything else is a fault of ours, and its stack belongs in the report of it. */
export function exitWith(error: unknown): never {
  const isRefusal = error instanceof OperatorError;
  remark(
    isRefusal
      ? error.message
      : `Tokenworks failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exit(isRefusal ? EXIT.refused : EXIT.fault);
}
