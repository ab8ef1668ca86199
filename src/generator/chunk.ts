import { chunkBytes } from "./chunk-size.ts";
import { checkRange, type GeneratorLine } from "./line.ts";
import { preparation } from "./prepared-line.ts";
import { tokenWriter } from "./token-writer.ts";

/** Some tokens in the order of their indexes. */
export interface Chunk {
  /** UTF-8, every token followed by a newline. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Per digit, the XOR of the code points of the chunk's tokens. */
  readonly register: Uint32Array<ArrayBuffer>;
  readonly count: number;
}

const prepared = preparation((line, { source, plan }) => ({ writer: tokenWriter(line.chars, source.halves, plan) }));

/**
 * Makes the tokens `first` … `first + count − 1`. The same arguments give the same bytes in any thread, process or release.
 *
 * @throws {RangeError} When the range leaves the line, or the line is none (see `lineCapacity()`).
 * @throws {ServiceError} `DIGITS_INVALID` unless the line's digits are an integer from 1 to 1,000.
 */
export function chunk(line: GeneratorLine, first: bigint, count: number): Chunk {
  const { size, source, writer, batchTokens, load } = prepared(line);
  checkRange(size, first, BigInt(count));
  load();
  writer.start();
  // Not zeroed: every byte is written, or cut off.
  const room = new Uint8Array(Buffer.allocUnsafeSlow(chunkBytes(line, count)).buffer);
  let end = 0;
  for (let done = 0; done < count; done += batchTokens) {
    const batch = Math.min(batchTokens, count - done);
    source.fill(first + BigInt(done), batch);
    const written = writer.write(batch);
    room.set(written, end);
    end += written.byteLength;
  }
  return { bytes: end === room.byteLength ? room : new Uint8Array(room.buffer.transfer(end)), register: writer.register(), count };
}
