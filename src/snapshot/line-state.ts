import { codePoints, toAlphabet } from "../alphabet/alphabet.ts";
import { isAlphabetName } from "../alphabet/parse-alphabet-name.ts";
import type { Register } from "../generator/line/checksum.ts";
import { lineCapacity } from "../generator/line/line.ts";
import { parseUuid } from "../lib/uuid.ts";

/** All that a line needs to go on after one of its parts. */
export interface LineState {
  /** A UUID in lower case. */
  readonly lineId: string;
  /** The customer whose line it is; a UUID in lower case. */
  readonly customerId: string;
  readonly generatorVersion: number;
  /** 32 secret bytes. */
  readonly key: Uint8Array;
  /** As it was frozen when the line was ordered. */
  readonly alphabet: { readonly id: string; readonly chars: string };
  readonly digits: number;
  /** The first index of which no token was made; of an exhausted line its capacity. */
  readonly nextIndex: bigint;
  /** The XOR of all tokens up to the next index, from the line's start on. */
  readonly register: Register;
  /** The number of the part that ends before the next index, from 1. */
  readonly partNumber: number;
}

const MAX_PART_NUMBER = 2 ** 32 - 1;

/**
 * Checks that a state is one a line can have. The alphabet's characters were valid when the line was ordered, and only have to differ.
 *
 * @throws {RangeError} or {ServiceError} where it is not.
 */
export function checkLineState({
  lineId,
  customerId,
  generatorVersion,
  key,
  alphabet,
  digits,
  nextIndex,
  register,
  partNumber,
}: LineState): void {
  const capacity = lineCapacity({ version: generatorVersion, key, chars: alphabet.chars, digits });
  const points = codePoints(toAlphabet(alphabet.chars));
  const largest = points.reduce((found, point) => Math.max(found, point), 0);
  demand(parseUuid(lineId) === lineId && parseUuid(customerId) === customerId, "An id is no UUID.");
  demand(isAlphabetName(alphabet.id) && alphabet.chars.isWellFormed(), "The alphabet is not well-formed.");
  demand(new Set(points).size === points.length, "A character stands in the alphabet twice.");
  demand(nextIndex >= 0n && nextIndex <= capacity, "The next index lies outside the line.");
  demand(register.length === digits, "The register has another number of digits.");
  // The XOR of code points is no wider than the widest of them.
  demand(
    register.every((group) => Math.clz32(group) >= Math.clz32(largest)),
    "The register holds what no characters can give.",
  );
  demand(
    Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= MAX_PART_NUMBER,
    "The part's number is out of range.",
  );
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new RangeError(otherwise);
}
