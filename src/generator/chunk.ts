import { rowBytes } from "./line/chunk-size.ts";
import type { GeneratorLine } from "./line/line.ts";
import { fillBatches, perLine } from "./prepared-line.ts";

/** Consecutive tokens of a line, or their scores or deltas, in the order of their indexes. */
export interface Chunk {
  /** UTF-8, every token or number followed by a newline. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Per digit, the XOR of the code points of the chunk's tokens; zeros where it has none. */
  readonly register: Uint32Array<ArrayBuffer>;
  /** Rows of text. */
  readonly count: number;
}

const prepared = perLine((_, parts) => ({ writer: parts.writer() }));

/**
 * Makes the tokens `first` … `first + count − 1`. The same arguments give the same bytes in every thread, process and release.
 *
 * @throws {RangeError} When the range leaves the line, or `lineCapacity()` refuses the line.
 * @throws {ServiceError} `DIGITS_INVALID` unless the line's digits are an integer from 1 to 1,000.
 */
export function chunk(line: GeneratorLine, first: bigint, count: number): Chunk {
  const ready = prepared(line);
  const { load, writer } = ready;
  const batches = fillBatches(ready, { first, count: BigInt(count) });
  load();
  writer.start();
  const bytes = gather(
    batches.map((batch) => writer.write(batch)),
    count * rowBytes(line, "data"),
  );
  return { bytes, register: writer.register(), count };
}

/** Copies parts one behind the other into a new buffer, each before it asks for the next, which may overwrite it. Together they have at most `maxBytes` bytes. */
export function gather(parts: Iterable<Uint8Array>, maxBytes: number): Uint8Array<ArrayBuffer> {
  // Not zeroed: every byte is written, or cut off.
  const room = new Uint8Array(Buffer.allocUnsafeSlow(maxBytes).buffer);
  let end = 0;
  for (const part of parts) {
    room.set(part, end);
    end += part.byteLength;
  }
  return end === room.byteLength ? room : new Uint8Array(room.buffer.transfer(end));
}
