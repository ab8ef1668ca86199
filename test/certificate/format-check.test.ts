import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatCheck } from "../../src/certificate/format-check.ts";
import { formatLanguage, formatText, parseFormat } from "../../src/format/format.ts";
import { isAllowed } from "../../src/format/language/language.ts";
import { tokenText, tokenTextReader } from "../../src/format/token-text.ts";

const FORMATS = [
  { pattern: "TCK-{BASE24:4}-{BASE24:2}{check:mod37-36}", without: { words: ["wc", "b2"], maxRun: 2 } },
  { pattern: "É{[0é🎲]:3}/{DECIMAL:2}-{check:luhn-mod-n:[0123456789é🎲]}", without: {} },
  { pattern: "{[0123]:3}{check:luhn}-{[45]:2}{check:damm}", without: { words: ["01", "33", "4"] } },
  { pattern: "{DICE:4}", without: { maxRun: 2 } },
].map((input) => {
  const format = parseFormat(input);
  return { ...format, language: formatLanguage(format) };
});

describe("a token of a format in a file", () => {
  it("is taken when, and only when, a reader of its text takes it and its word is allowed", () => {
    const seen = { tokens: 0, forbidden: 0, others: 0 };
    const cases = fc.constantFrom(...FORMATS).chain((format) => {
      const { pattern } = format;
      const alphabets = pattern.pieces.flatMap((piece) =>
        piece.kind === "group" ? new Array<number>(piece.digits).fill(piece.alphabet.symbols.length) : [],
      );
      return fc.record({
        format: fc.constant(format),
        token: fc.tuple(...alphabets.map((radix) => fc.nat(radix - 1))).map((word) => tokenText(pattern, word)),
        change: fc.option(
          fc.record({ at: fc.nat(14), byte: fc.integer({ min: 0, max: 255 }), by: fc.integer({ min: 0, max: 1 }) }),
          { freq: 3 },
        ),
      });
    });
    fc.assert(
      fc.property(cases, ({ format, token, change }) => {
        const bytes = [...Buffer.from(token)];
        if (change !== null) bytes.splice(change.at, change.by, change.byte);
        const text = textOf(Uint8Array.from(bytes));
        const word = text === null ? null : tokenTextReader(format.pattern)(text);
        const allowed = word !== null && isAllowed(format.language, word);
        const padded = Uint8Array.from([9, ...bytes, 10, ...bytes]);
        const check = new FormatCheck(formatText(format));
        expect(check.isToken(padded, 1, 1 + bytes.length)).toBe(allowed);
        seen[allowed ? "tokens" : word === null ? "others" : "forbidden"] += 1;
        if (allowed) expect(mixed(check, format.pattern.digits)).toEqual(digitsOf(text ?? "", format));
        else if (bytes.length > 0)
          expect(check.problem(Uint8Array.from(bytes))).toBe(
            word === null ? "is not written as the format says, or has a wrong check" : "has what the format forbids",
          );
      }),
      { numRuns: 1_500 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(40);
  });

  it("of no bytes is said to be empty, and of bytes in more than UTF-8 needs to be none", () => {
    const check = new FormatCheck(formatText(parseFormat({ pattern: "{[/1]:2}" })));
    expect(check.problem(new Uint8Array())).toBe("is empty");
    expect(check.isToken(Uint8Array.of(0x2f, 0x31), 0, 2)).toBe(true);
    expect(check.isToken(Uint8Array.of(0xc0, 0xaf, 0x31), 0, 3)).toBe(false);
  });
});

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function mixed(check: FormatCheck, digits: number): number[] {
  const register = new Uint32Array(digits);
  check.mix(register);
  return [...register];
}

/** The code points of a token's digits, by their places in its text. */
function digitsOf(token: string, { pattern }: (typeof FORMATS)[number]): number[] {
  const points = Array.from(token, (symbol) => symbol.codePointAt(0) ?? 0);
  let at = 0;
  return pattern.pieces.flatMap((piece) => {
    const length =
      piece.kind === "literal"
        ? Array.from(piece.text).length
        : piece.kind === "check"
          ? piece.scheme.length
          : piece.digits;
    const own = points.slice(at, (at += length));
    return piece.kind === "group" ? own : [];
  });
}
