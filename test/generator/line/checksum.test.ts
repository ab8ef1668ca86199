import { describe, expect, it } from "vitest";
import { checksumBits, mixRegister, parseChecksum, startRegister } from "../../../src/generator/line/checksum.ts";
import { chunk } from "../../../src/generator/chunk.ts";
import { DICE, LARGEST_ALPHABET, lineOf, LOWER_LATIN, MIXED_WIDTHS, UPPER_VOWELS } from "../support/lines.ts";

/** The checksum after the first tokens of a line, made in several chunks. */
function checksumAfter(chars: string, digits: number, count: number): string {
  let register = startRegister(chars, digits);
  for (let first = 0; first < count; first += 5_000) {
    register = mixRegister(
      register,
      chunk(lineOf(chars, digits), BigInt(first), Math.min(5_000, count - first)).register,
    );
  }
  return checksumBits(register, chars);
}

describe("the checksum", () => {
  it.each([
    ["DICE × 5", DICE, 5, 70],
    ["LOWER_LATIN × 3", LOWER_LATIN, 3, 21],
    ["an odd number of vowels × 3", UPPER_VOWELS, 3, 21],
    ["an odd number of letters × 2", "bas", 2, 14],
    ["one even digit", DICE, 1, 14],
    ["one odd digit", UPPER_VOWELS, 1, 7],
    ["mixed widths × 2", MIXED_WIDTHS, 2, 34],
    ["an odd number of mixed widths × 2", MIXED_WIDTHS.slice(0, 7), 2, 34],
    ["the largest alphabet × 1", LARGEST_ALPHABET, 1, 18],
  ])("ends at all zeros when the line is complete: %s", (_, chars, digits, bits) => {
    expect(checksumAfter(chars, digits, Array.from(chars).length ** digits)).toBe("0".repeat(bits));
  });

  it("starts at the XOR of the alphabet in every group when each symbol stands an odd number of times in a digit", () => {
    expect(checksumBits(startRegister(UPPER_VOWELS, 3), UPPER_VOWELS)).toBe("1010111".repeat(3)); // parity 87
    expect(checksumBits(startRegister("bar", 2), "bar")).toBe("1110001".repeat(2)); // parity 113
    expect(checksumBits(startRegister("bat4", 1), "bat4")).toBe(
      (0x62 ^ 0x61 ^ 0x74 ^ 0x34).toString(2).padStart(7, "0"),
    );
  });

  it("starts at zero when each symbol stands an even number of times in a digit", () => {
    expect(checksumBits(startRegister(DICE, 5), DICE)).toBe("0".repeat(70));
  });

  it("is the XOR of the start and all tokens, most significant bit first", () => {
    const start = startRegister("AB", 2);
    expect(checksumBits(mixRegister(start, Uint32Array.of(0x41, 0x42)), "AB")).toBe("10000011000010");
  });

  it("is not all zeros before the line is complete", () => {
    expect(checksumAfter(DICE, 5, 7_775)).not.toBe("0".repeat(70));
  });

  it("is read back from its bits, and from no others", () => {
    for (const [chars, digits] of [
      [DICE, 5],
      ["AB", 1],
      [MIXED_WIDTHS, 7],
    ] as const) {
      const { register } = chunk(lineOf(chars, digits), 0n, 1);
      const bits = checksumBits(register, chars);
      expect(parseChecksum(bits, chars, digits)).toEqual(register);
      for (const wrong of ["", bits.slice(1), `${bits}0`, `${bits.slice(1)}2`])
        expect(parseChecksum(wrong, chars, digits)).toBeNull();
    }
  });

  it("refuses registers of different lengths", () => {
    expect(() => mixRegister(new Uint32Array(2), new Uint32Array(3))).toThrow(RangeError);
  });
});
