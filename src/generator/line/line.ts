import { MAX_SYMBOLS, MIN_SYMBOLS, toAlphabet } from "../../alphabet/alphabet.ts";
import { capacity } from "../../alphabet/capacity.ts";
import { languageOf } from "./line-format.ts";

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
  /** The alphabet's symbols one after the other, one code point each; empty where there is a format. */
  readonly chars: string;
  /** Digits of a token: of all groups, where there is a format. */
  readonly digits: number;
  /** The canonical text of the format that its tokens are written by. */
  readonly format?: string;
}

/** How a line's tokens are written; no secret, and the same for many lines. */
export type TokenShape = Pick<GeneratorLine, "chars" | "digits" | "format">;

/** Known answers pin what a version writes, for ever: other output is another version. */
export const GENERATOR_VERSION = 1;

/** Makes the lines that are written by a format. */
export const FORMAT_VERSION = 2;

export const KEY_BYTES = 32;

/**
 * Counts the tokens of a line, and refuses a line that this generator cannot compute.
 *
 * @throws {RangeError} When the version is unknown, the key is not 32 bytes long, the alphabet has not 2 to 65,536 symbols,
 * or the format has another number of digits.
 * @throws {ServiceError} `DIGITS_INVALID` unless the digits are an integer from 1 to 1,000; `FORMAT_TOO_LARGE` or `FORMAT_EMPTY` as the format has it.
 */
export function lineCapacity(line: GeneratorLine): bigint {
  const version = line.format === undefined ? GENERATOR_VERSION : FORMAT_VERSION;
  if (line.version !== version) {
    throw new RangeError(`Generator version ${line.version} is unknown; such a line is of version ${version}.`);
  }
  if (line.key.byteLength !== KEY_BYTES) {
    throw new RangeError(`A line's key has ${KEY_BYTES} bytes, but this one has ${line.key.byteLength}.`);
  }
  if (line.format !== undefined) return formatCapacity(line.format, line.digits);
  const alphabet = toAlphabet(line.chars);
  const radix = alphabet.symbols.length;
  if (radix < MIN_SYMBOLS || radix > MAX_SYMBOLS) {
    throw new RangeError(`An alphabet has ${MIN_SYMBOLS} to ${MAX_SYMBOLS} symbols, but this one has ${radix}.`);
  }
  return capacity(alphabet, line.digits);
}

function formatCapacity(format: string, digits: number): bigint {
  const { alphabets, capacity } = languageOf(format);
  if (alphabets.length !== digits)
    throw new RangeError(`The format has ${alphabets.length} digits, but the line ${digits}.`);
  return capacity;
}

/** @throws {RangeError} Unless `first` … `first + count − 1` are indexes of a line of `size` tokens; no tokens at all are fine. */
export function checkRange(size: bigint, first: bigint, count: bigint): void {
  if (count < 0n || first < 0n || first + count > size) {
    throw new RangeError(`A range lies within 0…${size}, but this one is ${count} tokens from ${first} on.`);
  }
}
