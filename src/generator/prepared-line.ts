import { toAlphabet } from "../alphabet/alphabet.ts";
import { ByteCache } from "./byte-cache.ts";
import { KernelPlan, loadImage } from "./kernel-plan.ts";
import { lineCapacity, type GeneratorLine } from "./line.ts";
import { tokenSource, type TokenSource } from "./token-source.ts";
import { tokenWriter, type TokenWriter } from "./token-writer.ts";

/** What is computed once per line: its ciphers, its alphabet's tables, and where they lie in the kernel's memory. */
export interface PreparedLine {
  readonly size: bigint;
  readonly source: TokenSource;
  readonly writer: TokenWriter;
  /** Tokens that are computed together. */
  readonly batchTokens: number;
  /** Loads the line into the kernel's memory, for it to compute until another is loaded. */
  readonly load: () => void;
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
    const plan = new KernelPlan();
    const source = tokenSource(line.key, toAlphabet(line.chars).symbols.length, line.digits, plan);
    const writer = tokenWriter(line.chars, source.halves, plan);
    const { batchTokens, image } = plan.close();
    return { value: { size, source, writer, batchTokens, load: () => { loadImage(image); } }, bytes: image.byteLength + 2 * name.length };
  });
}
