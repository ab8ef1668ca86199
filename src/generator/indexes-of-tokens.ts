import { toAlphabet } from "../alphabet/alphabet.ts";
import type { Weighed } from "./line/byte-cache.ts";
import { ff1Inverse } from "./ff1/ff1-inverse.ts";
import { ff1Shape } from "./ff1/ff1-shape.ts";
import { kernel } from "./kernel/kernel.ts";
import { KernelPlan, loadImage } from "./kernel/kernel-plan.ts";
import { cacheName, newLineCache } from "./line/line-caches.ts";
import { lineCapacity, type GeneratorLine } from "./line/line.ts";
import { SHUFFLE_LIMIT } from "./shuffle/shuffle.ts";
import { indexesOf } from "./shuffle/shuffled-line.ts";
import { tokenReader, type TokenReader } from "./text/token-reader.ts";
import type { HalfColumn } from "./kernel/token-source.ts";

/** What is computed once for each line: how to read its tokens, and how to find their indexes. */
interface PreparedInverse {
  readonly read: TokenReader;
  /** Tokens that are computed together. */
  readonly batchTokens: number;
  /** Finds the indexes of a batch of tokens, given by their halves. */
  readonly undo: (tokens: readonly (readonly bigint[])[]) => bigint[];
}

const LIMIT_BYTES = 8 * 2 ** 20;

/** A symbol in a reader's map takes no more. */
const SYMBOL_BYTES = 64;

const lines = newLineCache<PreparedInverse>(LIMIT_BYTES);

/**
 * The indexes of tokens in their line, in the order given; null for each string that is no token of the line.
 *
 * For a line of up to 2^22 tokens, the first call builds the whole table and its inverse, which may take some tenths of a second.
 *
 * @throws {RangeError | ServiceError} As `lineCapacity()` does.
 */
export function indexesOfTokens(line: GeneratorLine, tokens: readonly string[]): (bigint | null)[] {
  const { read, batchTokens, undo } = preparedInverse(line);
  const found = new Array<bigint | null>(tokens.length).fill(null);
  const readable = tokens.flatMap((token, position) => {
    const halves = read(token);
    return halves === null ? [] : [{ position, halves }];
  });
  for (let start = 0; start < readable.length; start += batchTokens) {
    const batch = readable.slice(start, start + batchTokens);
    const indexes = undo(batch.map(({ halves }) => halves));
    for (const [at, { position }] of batch.entries()) found[position] = indexes[at] ?? null;
  }
  return found;
}

function preparedInverse(line: GeneratorLine): PreparedInverse {
  return lines.get(cacheName(line), () => {
    const size = lineCapacity(line);
    const radix = toAlphabet(line.chars).symbols.length;
    const made = size <= SHUFFLE_LIMIT ? shuffled(line, Number(size)) : enciphered(line, radix);
    return { ...made, bytes: made.bytes + SYMBOL_BYTES * radix };
  });
}

/** Of a shuffled line; its table has a cache of its own. */
function shuffled(line: GeneratorLine, size: number): Weighed<PreparedInverse> {
  const { chars, digits } = line;
  const key = line.key.slice(); // the caller's may be overwritten once the call is over
  const name = cacheName(line);
  const undo: PreparedInverse["undo"] = (tokens) => {
    const indexes = indexesOf({ name, key, size });
    return tokens.map(([score]) => BigInt(indexes[Number(score)] ?? 0));
  };
  return {
    value: { read: tokenReader(chars, [digits]), batchTokens: size, undo },
    bytes: 0,
    wipe: () => {
      key.fill(0);
    },
  };
}

/** Of a line that FF1 enciphers. */
function enciphered({ key, chars, digits }: GeneratorLine, radix: number): Weighed<PreparedInverse> {
  const shape = ff1Shape(radix, digits);
  const plan = new KernelPlan();
  const inverse = ff1Inverse(key, shape, plan);
  const { batchTokens, image } = plan.close();
  const undo: PreparedInverse["undo"] = (tokens) => {
    loadImage(image);
    for (const [at, half] of inverse.halves.entries())
      writeHalves(
        half,
        tokens.map((halves) => halves[at] ?? 0n),
      );
    inverse.undo(tokens.length);
    const [high, low] = inverse.halves;
    const lows = readHalves(low, tokens.length);
    return readHalves(high, tokens.length).map((high, token) => high * shape.lowBase + (lows[token] ?? 0n));
  };
  return {
    value: { read: tokenReader(chars, [shape.u, shape.v]), batchTokens, undo },
    bytes: image.byteLength,
    wipe: () => {
      image.fill(0);
    },
  };
}

function writeHalves({ place, stride }: HalfColumn, values: readonly bigint[]): void {
  const { bytes } = kernel();
  if (stride === 8) new BigUint64Array(bytes.buffer, place.address, values.length).set(values);
  else
    for (const [token, value] of values.entries())
      bytes.set(
        Buffer.from(value.toString(16).padStart(2 * stride, "0"), "hex").reverse(),
        place.address + token * stride,
      );
}

function readHalves({ place, stride }: HalfColumn, count: number): bigint[] {
  const { bytes } = kernel();
  if (stride === 8) return Array.from(new BigUint64Array(bytes.buffer, place.address, count));
  return Array.from({ length: count }, (_, token) => {
    const row = place.address + token * stride;
    return BigInt(
      `0x${Buffer.from(bytes.subarray(row, row + stride))
        .reverse()
        .toString("hex")}`,
    );
  });
}
