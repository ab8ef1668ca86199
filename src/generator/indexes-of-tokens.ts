import { toAlphabet } from "../alphabet/alphabet.ts";
import type { Weighed } from "./line/byte-cache.ts";
import { ff1Inverse } from "./ff1/ff1-inverse.ts";
import { type Ff1Shape, ff1Shape } from "./ff1/ff1-shape.ts";
import { domainOf } from "./formats/domain.ts";
import { placeReader } from "./formats/place-reader.ts";
import { kernel } from "./kernel/kernel.ts";
import { KernelPlan, loadImage } from "./kernel/kernel-plan.ts";
import { cacheName, newLineCache } from "./line/line-caches.ts";
import { formatOf, languageOf } from "./line/line-format.ts";
import { lineCapacity, type GeneratorLine } from "./line/line.ts";
import { SHUFFLE_LIMIT } from "./shuffle/shuffle.ts";
import { indexesOf } from "./shuffle/shuffled-line.ts";
import { tokenReader, type TokenReader } from "./text/token-reader.ts";
import type { HalfColumn } from "./kernel/token-source.ts";

/** What is computed once for each line: how to read its tokens, and how to find their indexes. */
interface PreparedInverse extends Inverse {
  readonly read: TokenReader;
}

interface Inverse {
  /** Tokens that are computed together. */
  readonly batchTokens: number;
  /** Finds the indexes of a batch of tokens, given by their halves. */
  readonly undo: (tokens: readonly (readonly bigint[])[]) => bigint[];
}

/** What lines that write their tokens alike have in common. */
interface Reading {
  readonly read: TokenReader;
  /** Bytes of what reading takes. */
  readonly bytes: number;
  readonly inverseOf: (line: GeneratorLine) => Weighed<Inverse>;
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
  const inverse = lines.get(cacheName(line), () => {
    const { read, bytes, inverseOf } = readingOf(line);
    const made = inverseOf(line);
    return { ...made, value: { ...made.value, read }, bytes: made.bytes + bytes };
  });
  return indexesBy(inverse, tokens.map(inverse.read));
}

/**
 * The same in each of several lines, which are likely to be asked once. What lines that write their tokens alike have in common is prepared
 * once, and the tokens are read once; of the lines nothing is kept, but for the tables of up to 2^22 tokens.
 */
export function indexesInLines(all: readonly GeneratorLine[], tokens: readonly string[]): (bigint | null)[][] {
  let before: { readonly line: GeneratorLine; readonly reading: Reading; readonly halves: (bigint[] | null)[] } | null =
    null;
  return all.map((line) => {
    if (before === null || !areAlike(before.line, line)) {
      const reading = readingOf(line);
      before = { line, reading, halves: tokens.map(reading.read) };
    }
    const { value, wipe } = before.reading.inverseOf(line);
    try {
      return indexesBy(value, before.halves);
    } finally {
      wipe?.();
    }
  });
}

function areAlike(one: GeneratorLine, other: GeneratorLine): boolean {
  return (
    one.version === other.version &&
    one.digits === other.digits &&
    one.chars === other.chars &&
    one.format === other.format &&
    one.key.byteLength === other.key.byteLength
  );
}

/** @param tokens by their halves; null for what is none. */
function indexesBy({ batchTokens, undo }: Inverse, tokens: readonly (bigint[] | null)[]): (bigint | null)[] {
  const found = new Array<bigint | null>(tokens.length).fill(null);
  const readable = tokens.flatMap((halves, position) => (halves === null ? [] : [{ position, halves }]));
  for (let start = 0; start < readable.length; start += batchTokens) {
    const batch = readable.slice(start, start + batchTokens);
    const indexes = undo(batch.map(({ halves }) => halves));
    for (const [at, { position }] of batch.entries()) found[position] = indexes[at] ?? null;
  }
  return found;
}

function readingOf(line: GeneratorLine): Reading {
  const size = lineCapacity(line);
  if (line.format !== undefined) return readingOfFormat(line.format);
  const radix = toAlphabet(line.chars).symbols.length;
  const { digits } = line;
  const isShuffled = size <= SHUFFLE_LIMIT;
  const halves = isShuffled ? [digits] : [Math.floor(digits / 2), Math.ceil(digits / 2)];
  return {
    read: tokenReader(line.chars, halves),
    bytes: SYMBOL_BYTES * radix,
    inverseOf: inversesOf(isShuffled, size, radix, digits),
  };
}

/** What the format enciphers is undone again and again until it is below the capacity, as it was made. */
function readingOfFormat(format: string): Reading {
  const language = languageOf(format);
  const { capacity } = language;
  const placeOf = placeReader(formatOf(format).pattern, language);
  const { radix, digits } = domainOf(language);
  const lowBase = BigInt(radix) ** BigInt(Math.ceil(digits / 2));
  const isShuffled = capacity <= SHUFFLE_LIMIT;
  const inverseOf = inversesOf(isShuffled, capacity, radix, digits);
  return {
    read: (token) => {
      const place = placeOf(token);
      if (place === null) return null;
      return isShuffled ? [place] : [place / lowBase, place % lowBase];
    },
    bytes: SYMBOL_BYTES * format.length,
    inverseOf: (line) => {
      const made = inverseOf(line);
      return { ...made, value: walkingBack(made.value, capacity, lowBase) };
    },
  };
}

function walkingBack({ batchTokens, undo }: Inverse, capacity: bigint, lowBase: bigint): Inverse {
  const undoAll: Inverse["undo"] = (tokens) => {
    const indexes = undo(tokens);
    const outside = indexes.flatMap((index, at) => (index < capacity ? [] : [at]));
    if (outside.length === 0) return indexes;
    const walked = undoAll(outside.map((at) => [(indexes[at] ?? 0n) / lowBase, (indexes[at] ?? 0n) % lowBase]));
    for (const [position, at] of outside.entries()) indexes[at] = walked[position] ?? 0n;
    return indexes;
  };
  return { batchTokens, undo: undoAll };
}

function inversesOf(isShuffled: boolean, size: bigint, radix: number, digits: number): Reading["inverseOf"] {
  if (isShuffled) return (line) => shuffled(line, Number(size));
  const shape = ff1Shape(radix, digits);
  return (line) => enciphered(line.key, shape);
}

/** Of a shuffled line; its table has a cache of its own. */
function shuffled(line: GeneratorLine, size: number): Weighed<Inverse> {
  const key = line.key.slice(); // the caller's may be overwritten once the call is over
  const name = cacheName(line);
  const undo: Inverse["undo"] = (tokens) => {
    const indexes = indexesOf({ name, key, size });
    return tokens.map(([score]) => BigInt(indexes[Number(score)] ?? 0));
  };
  return {
    value: { batchTokens: size, undo },
    bytes: 0,
    wipe: () => {
      key.fill(0);
    },
  };
}

/** Of a line that FF1 enciphers. */
function enciphered(key: Uint8Array, shape: Ff1Shape): Weighed<Inverse> {
  const plan = new KernelPlan();
  const inverse = ff1Inverse(key, shape, plan);
  const layout = plan.close();
  const { batchTokens, image } = layout;
  const undo: Inverse["undo"] = (tokens) => {
    loadImage(layout);
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
    value: { batchTokens, undo },
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
