import { ByteCache } from "./byte-cache.ts";
import { limbsFor, type Limbs, type TokenSource } from "./batch.ts";
import { lineCapacity, type GeneratorLine } from "./line.ts";
import { tokenSource } from "./token-source.ts";
import { tokenWriter, type TokenWriter } from "./token-writer.ts";

/** What is computed once per line: its ciphers, its alphabet's tables, and room for a batch. */
export interface PreparedLine {
  readonly size: bigint;
  readonly source: TokenSource;
  readonly writer: TokenWriter;
  /** Reused by every call; its content means nothing between calls. */
  readonly limbs: Limbs;
}

const LIMIT_BYTES = 16 * 2 ** 20;

const lines = new ByteCache<PreparedLine>(LIMIT_BYTES);

/**
 * Prepares a line, or finds it prepared.
 *
 * @throws {RangeError | ServiceError} As `lineCapacity()` does.
 */
export function preparedLine(line: GeneratorLine): PreparedLine {
  const name = `${line.version}:${line.digits}:${Buffer.from(line.key).toString("hex")}:${line.chars}`;
  return lines.get(name, () => {
    const size = lineCapacity(line);
    const writer = tokenWriter(line.chars);
    const source = tokenSource(line.key, writer.radix, line.digits);
    const limbs = limbsFor(source.layout);
    const bytes = writer.bytes + source.bytes + limbs.reduce((sum, limb) => sum + limb.byteLength, 0) + 2 * name.length;
    return { value: { size, source, writer, limbs }, bytes };
  });
}
