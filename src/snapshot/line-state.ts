import { codePoints, toAlphabet } from "../alphabet/alphabet.ts";
import { isAlphabetName } from "../alphabet/parse-alphabet-name.ts";
import { digitAlphabets } from "../format/pattern/pattern.ts";
import { parseFormatText } from "../format/format.ts";
import type { Register } from "../generator/line/checksum.ts";
import { FORMAT_VERSION, KEY_BYTES, lineCapacity } from "../generator/line/line.ts";
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
  /** As it was frozen when the line was ordered; empty where there is a format. */
  readonly alphabet: { readonly id: string; readonly chars: string };
  /** The format that its tokens are written by: its canonical text, and how many tokens it has. */
  readonly format?: { readonly text: string; readonly capacity: bigint };
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
 * Checks that a state is one a line can have. The alphabet's characters were valid when the line was ordered, and only have to differ. A format's
 * tokens were counted then, which takes too long to be done again.
 *
 * @throws {RangeError} or {ServiceError} where it is not.
 */
export function checkLineState(state: LineState): void {
  const { lineId, customerId, digits, nextIndex, register, partNumber } = state;
  const { capacity, largest } = state.format === undefined ? checkAlphabet(state) : checkFormat(state, state.format);
  demand(parseUuid(lineId) === lineId && parseUuid(customerId) === customerId, "An id is no UUID.");
  demand(nextIndex >= 0n && nextIndex <= capacity, "The next index lies outside the line.");
  demand(register.length === digits, "The register has another number of digits.");
  // The XOR of code points is no wider than the widest of them.
  demand(
    register.every((group, at) => Math.clz32(group) >= Math.clz32(largest(at))),
    "The register holds what no characters can give.",
  );
  demand(
    Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= MAX_PART_NUMBER,
    "The part's number is out of range.",
  );
}

/** How many tokens there are, and the largest code point of each digit. */
interface Space {
  readonly capacity: bigint;
  readonly largest: (digit: number) => number;
}

function checkAlphabet({ generatorVersion: version, key, alphabet, digits }: LineState): Space {
  const capacity = lineCapacity({ version, key, chars: alphabet.chars, digits });
  const points = codePoints(toAlphabet(alphabet.chars));
  demand(isAlphabetName(alphabet.id) && alphabet.chars.isWellFormed(), "The alphabet is not well-formed.");
  demand(new Set(points).size === points.length, "A character stands in the alphabet twice.");
  const largest = largestOf(points);
  return { capacity, largest: () => largest };
}

function checkFormat(
  { generatorVersion, key, alphabet, digits }: LineState,
  { text, capacity }: NonNullable<LineState["format"]>,
): Space {
  const { pattern } = parseFormatText(text);
  demand(generatorVersion === FORMAT_VERSION, "The generator makes no lines by formats.");
  demand(key.byteLength === KEY_BYTES, "The key has another length.");
  demand(alphabet.id === "" && alphabet.chars === "", "A line is written by an alphabet or by a format, not by both.");
  demand(pattern.digits === digits, "The format has another number of digits.");
  demand(capacity >= 1n, "The format has no tokens.");
  const alphabets = digitAlphabets(pattern);
  demand(
    capacity <= alphabets.reduce((size, { symbols }) => size * BigInt(symbols.length), 1n),
    "There are no such tokens.",
  );
  const byAlphabet = new Map([...new Set(alphabets)].map((each) => [each, largestOf(codePoints(each))]));
  const largest = alphabets.map((each) => byAlphabet.get(each) ?? 0);
  return { capacity, largest: (digit) => largest[digit] ?? 0 };
}

function largestOf(points: Uint32Array): number {
  return points.reduce((found, point) => Math.max(found, point), 0);
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new RangeError(otherwise);
}
