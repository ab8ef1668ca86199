import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenCheck } from "../../src/certificate/token-check.ts";
import { tokenOf } from "../../src/generator/scores/score.ts";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { DICE, LARGEST_ALPHABET, MIXED_WIDTHS, UPPER_EPCG30 } from "../generator/support/lines.ts";

/** Symbols of two, three and four bytes that share the lowest bits of their first bytes with bytes that begin none. */
const TELLING = "AÅσ⚀一😀";

function isToken(check: TokenCheck, bytes: Uint8Array): boolean {
  const beside = Buffer.from(TELLING); // which must not count
  const around = Buffer.concat([beside, bytes, beside]);
  const start = beside.length;
  return check.isToken(around, start, start + bytes.length);
}

/** The same by the platform's own decoder. */
function isTokenPlainly(chars: string, digits: number, bytes: Uint8Array): boolean {
  try {
    const symbols = Array.from(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return symbols.length === digits && symbols.every((symbol) => chars.includes(symbol));
  } catch {
    return false; // no UTF-8
  }
}

function problem(chars: string, digits: number, text: string | Uint8Array): string {
  return new TokenCheck({ chars, digits }).problem(Buffer.from(text));
}

describe("a token", () => {
  it.each([
    ["one byte", UPPER_EPCG30],
    ["three bytes", DICE],
    ["mixed widths", MIXED_WIDTHS],
    ["the largest alphabet", LARGEST_ALPHABET],
  ])("is recognised and mixed: symbols of %s", (_, chars) => {
    const check = new TokenCheck({ chars, digits: 7 });
    const register = new Uint32Array(7);
    for (const score of [0n, 123_456n, 123_456n, BigInt(Array.from(chars).length) ** 7n - 1n]) {
      const token = tokenOf(toAlphabet(chars), 7, score);
      const bytes = Buffer.from(token);
      expect(check.isToken(bytes, 0, bytes.length)).toBe(true);
      expect(bytes.length).toBeLessThanOrEqual(check.maxBytes);
      check.mix(register);
    }
    const symbols = Array.from(chars);
    expect([...register]).toEqual(
      Array(7).fill((symbols[0]?.codePointAt(0) ?? 0) ^ (symbols.at(-1)?.codePointAt(0) ?? 0)),
    );
  });

  it("is what the platform's decoder reads as so many symbols of the alphabet, and nothing else", () => {
    const pieces = [...TELLING, "B", "\r", "\ufeff"].map((symbol) => Buffer.from(symbol));
    const bytes = fc
      .constantFrom(0x00, 0x41, 0x80, 0x85, 0xa3, 0xbf, 0xc1, 0xc3, 0xc5, 0xe2, 0xed, 0xf0, 0xf8, 0xfb, 0xff)
      .map((byte) => Buffer.of(byte));
    const line = fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: bytes }),
      { maxLength: 4 },
    );
    const checks = [1, 2, 3].map((digits) => new TokenCheck({ chars: TELLING, digits }));
    fc.assert(
      fc.property(line, (parts) => {
        const joined = Buffer.concat(parts);
        expect(checks.map((check) => isToken(check, joined))).toEqual(
          [1, 2, 3].map((digits) => isTokenPlainly(TELLING, digits, joined)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["an overlong A", [0xc1, 0x81]],
    ["a longer overlong A", [0xe0, 0x81, 0x81]],
    ["a first byte that continues", [0xa3, 0x85]],
    ["a first byte above all", [0xfb, 0x85]],
    ["a cut symbol", [0xc3]],
    ["a symbol with a byte that does not continue", [0xe2, 0x9a, 0x40]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
  ])("is not %s", (_, bytes) => {
    expect(isToken(new TokenCheck({ chars: TELLING, digits: 1 }), Uint8Array.from(bytes))).toBe(false);
    expect(isTokenPlainly(TELLING, 1, Uint8Array.from(bytes))).toBe(false);
  });
});

describe("what is no token", () => {
  it.each([
    ["ABCD", "has U+0044 at digit 4, which is not in the alphabet"],
    ["ABC\r", "has U+000D at digit 4, which is not in the alphabet"],
    ["\ufeffABC", "has U+FEFF at digit 1, which is not in the alphabet"],
    ["A😀C", "has U+1F600 at digit 2, which is not in the alphabet"],
    ["ABCA", "has more than 3 digits"],
    ["AB", "has 2 of 3 digits"],
    ["", "is empty"],
    [Uint8Array.of(0x41, 0xff, 0x41), "has U+FFFD at digit 2, which is not in the alphabet"],
  ])("is described: %j", (text, expected) => {
    expect(problem("ABC", 3, text)).toBe(expected);
  });

  it("is described where the alphabet has the very sign of what is no UTF-8", () => {
    expect(problem("A\ufffd", 2, Uint8Array.of(0x41, 0xff))).toBe("is not UTF-8");
  });
});
