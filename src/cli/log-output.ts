import { writeSync } from "node:fs";
import { Writable } from "node:stream";
import { systemRuntime } from "../lib/runtime.ts";

const STANDARD_ERROR = 2;

/** A reader that takes nothing for so long has a log with a gap: it must not hold up the service. */
const TRIES = 10;
const PAUSE_MS = 10;

const bell = new Int32Array(new SharedArrayBuffer(4));

/**
 * The log's way to standard error: at once, so that nothing is lost when the process ends. A line that cannot be written, as on a full disk, is
 * left out; the log goes on with the next one that can be, and says how many are missing.
 *
 * @param write writes some of the bytes, and answers how many; it may throw.
 */
export function logOutput(
  write = (bytes: Uint8Array) => writeSync(STANDARD_ERROR, bytes),
  now = systemRuntime.now,
): Writable {
  let missing = 0;
  let isCut = false;
  const put = (text: Uint8Array) => {
    const before = `${isCut ? "\n" : ""}${missing > 0 ? gap(missing, now()) : ""}`;
    const bytes = Buffer.concat([Buffer.from(before), text]);
    const written = writeAll(bytes, write);
    if (written < bytes.length) missing += 1;
    else missing = 0;
    if (written > 0) isCut = written < bytes.length;
  };
  return new Writable({
    write: (text: Uint8Array, _encoding, done) => {
      put(text);
      done();
    },
  });
}

/** @returns how many of the bytes were written. */
function writeAll(bytes: Uint8Array, write: (bytes: Uint8Array) => number): number {
  let written = 0;
  for (let tries = 0; written < bytes.length;) {
    try {
      written += write(bytes.subarray(written));
    } catch (error) {
      const isBusy = error instanceof Error && "code" in error && error.code === "EAGAIN";
      if (!isBusy || ++tries > TRIES) return written;
      Atomics.wait(bell, 0, 0, PAUSE_MS);
    }
  }
  return written;
}

function gap(missing: number, at: Date): string {
  return `${JSON.stringify({ level: 40, time: at.getTime(), msg: `Log lines that could not be written: ${missing}.` })}\n`;
}
