import { ServiceError } from "../errors.ts";
import type { Alphabet } from "./alphabet.ts";

export const MAX_DIGITS = 1_000;

/**
 * Counts the tokens of `digits` symbols that an alphabet can write.
 *
 * Exact, so a bigint: thirty symbols in twenty digits already exceed 2^98.
 *
 * @throws {ServiceError} `DIGITS_INVALID` unless `digits` is an integer from 1 to 1,000: a larger power would not be computed in time.
 * @example capacity(toAlphabet("ACGT"), 3); // 64n
 */
export function capacity(alphabet: Alphabet, digits: number): bigint {
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_DIGITS) {
    throw new ServiceError("DIGITS_INVALID", `A token has 1 to ${MAX_DIGITS} digits, but got ${digits}.`, "digits");
  }
  return BigInt(alphabet.symbols.length) ** BigInt(digits);
}
