import { MAX_SYMBOLS, MIN_SYMBOLS, toAlphabet } from "../../alphabet/alphabet.ts";
import { capacity } from "../../alphabet/capacity.ts";

/** All that tokens depend on; can be cloned to a worker. */
export interface GeneratorLine {
  /** Names the line when threads are told to forget it; no secret. Lines of the same id may differ. */
  readonly id?: string;
  /** Who shares the threads' time with the owners of other lines. */
  readonly owner?: string;
  /** The generator that made the line's first token makes all of them. */
  readonly version: number;
  /** 32 secret bytes. */
  readonly key: Uint8Array;
  /** The alphabet's symbols one after the other, one code point each. */
  readonly chars: string;
  readonly digits: number;
}

/** Known answers pin what a version writes, for ever: other output is another version. */
export const GENERATOR_VERSION = 1;

export const KEY_BYTES = 32;

/**
 * Counts the tokens of a line, and refuses a line that this generator cannot compute.
 *
 * @throws {RangeError} When the version is unknown, the key is not 32 bytes long, or the alphabet has not 2 to 65,536 symbols.
 * @throws {ServiceError} `DIGITS_INVALID` unless the digits are an integer from 1 to 1,000.
 */
export function lineCapacity(line: GeneratorLine): bigint {
  const alphabet = toAlphabet(line.chars);
  const radix = alphabet.symbols.length;
  if (line.version !== GENERATOR_VERSION) {
    throw new RangeError(`Generator version ${line.version} is unknown; this is version ${GENERATOR_VERSION}.`);
  }
  if (line.key.byteLength !== KEY_BYTES) {
    throw new RangeError(`A line's key has ${KEY_BYTES} bytes, but this one has ${line.key.byteLength}.`);
  }
  if (radix < MIN_SYMBOLS || radix > MAX_SYMBOLS) {
    throw new RangeError(`An alphabet has ${MIN_SYMBOLS} to ${MAX_SYMBOLS} symbols, but this one has ${radix}.`);
  }
  return capacity(alphabet, line.digits);
}

/** @throws {RangeError} Unless `first` … `first + count − 1` are indexes of a line of `size` tokens; no tokens at all are fine. */
export function checkRange(size: bigint, first: bigint, count: bigint): void {
  if (count < 0n || first < 0n || first + count > size) {
    throw new RangeError(`A range lies within 0…${size}, but this one is ${count} tokens from ${first} on.`);
  }
}
