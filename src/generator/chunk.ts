import { BATCH_TOKENS } from "./batch.ts";
import { checkRange, type GeneratorLine } from "./line.ts";
import { preparedLine } from "./prepared-line.ts";
import type { Page } from "./token-writer.ts";

/** Some tokens in the order of their indexes. */
export interface Chunk {
  /** UTF-8, every token followed by a newline. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Per digit, the XOR of the code points of the chunk's tokens. */
  readonly register: Uint32Array<ArrayBuffer>;
  readonly count: number;
}

/**
 * Makes the tokens `first` … `first + count − 1`. The same arguments give the same bytes in any thread, process or release.
 *
 * @throws {RangeError} When the range leaves the line, or the line is none (see `lineCapacity()`).
 * @throws {ServiceError} `DIGITS_INVALID` unless the line's digits are an integer from 1 to 1,000.
 */
export function chunk(line: GeneratorLine, first: bigint, count: number): Chunk {
  const { size, source, writer, limbs } = preparedLine(line);
  checkRange(size, first, BigInt(count));
  const room = new ArrayBuffer(count * (line.digits * writer.widest + 1));
  const register = new Uint32Array(line.digits);
  const page: Page = { bytes: new Uint8Array(room), register, length: 0 };
  for (let done = 0; done < count; done += BATCH_TOKENS) {
    const batch = Math.min(BATCH_TOKENS, count - done);
    source.fill(first + BigInt(done), batch, limbs);
    writer.write(page, limbs, source.layout, batch);
  }
  return { bytes: new Uint8Array(room.transfer(page.length)), register, count };
}
