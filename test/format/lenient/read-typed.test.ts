// cspell:ignore abcoi AABB
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FormatInput, formatLanguage, parseFormat } from "../../../src/format/format.ts";
import { wordOfNumber } from "../../../src/format/language/language.ts";
import { typedReader } from "../../../src/format/lenient/read-typed.ts";
import { tokenText } from "../../../src/format/token-text.ts";

const TICKET: FormatInput = { pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}" };
const CROCKFORD: FormatInput = { pattern: "{BASE32_CROCKFORD:5}-{BASE32_CROCKFORD:5}" };
const MIXED_CASE: FormatInput = { pattern: "{BASE58:8}" };

function read(input: FormatInput, typed: string) {
  const format = parseFormat(input);
  return typedReader(format, formatLanguage(format))(typed);
}

const TOKEN = "TCK-7GKM-2X9P-Z";

/** The ways in which people mistype a ticket, and what is answered. */
const MISTYPED: readonly (readonly [string, FormatInput, string, string])[] = [
  ["as it is", TICKET, TOKEN, TOKEN],
  ["in lower case", TICKET, "tck-7gkm-2x9p-z", TOKEN],
  ["without separators", TICKET, "TCK7GKM2X9PZ", TOKEN],
  ["without the prefix", TICKET, "7GKM-2X9P-Z", TOKEN],
  ["with blanks for separators", TICKET, "TCK 7GKM 2X9P Z", TOKEN],
  ["with blanks around it", TICKET, "  TCK-7GKM-2X9P-Z\t", TOKEN],
  ["in other groups", TICKET, "tck7-gk-m2-x9-pz", TOKEN],
  ["with other dashes", TICKET, "TCK–7GKM—2X9P‐Z", TOKEN],
  ["with look-alikes", CROCKFORD, "oil10-abcoi", "01110-ABC01"],
  ["with one wrong character", TICKET, "TCK-7GKM-2X9R-Z", "check-failed"],
  ["with two swapped characters", TICKET, "TCK-7KGM-2X9P-Z", "check-failed"],
  ["with a wrong check", TICKET, "TCK-7GKM-2X9P-H", "check-failed"],
  ["with a character missing", TICKET, "TCK-7GKM-2X9-Z", "none"],
  ["with a character too many", TICKET, "TCK-7GKM-2X99P-Z", "none"],
  ["with a character that cannot be", TICKET, "TCK-7GKM-2X9A-Z", "none"],
  ["in the wrong case where both cases count", MIXED_CASE, "ABCDEFGh", "ABCDEFGh"],
  ["decomposed", { pattern: "{[éèa]:3}" }, "e\u0301ae\u0300", "éaè"],
  ["empty", TICKET, "", "none"],
];

describe("a typed token", () => {
  it.each(MISTYPED)("%s is answered rightly", (_, input, typed, expected) => {
    const found = read(input, typed);
    expect(found.kind === "token" ? found.token : found.kind).toBe(expected);
  });

  it("names where one wrong or two swapped characters may be", () => {
    for (const [typed, at] of [
      ["TCK-7GKM-2X9R-Z", [12]],
      ["TCK-7KGM-2X9P-Z", [5, 6]],
      [" tck 7kgm 2x9p z", [6, 7]],
      ["TCK-7GKM-2X9P-H", [14]],
    ] as const) {
      const found = read(TICKET, typed);
      expect(found.kind === "check-failed" && found.corrections, typed).toContainEqual({ token: TOKEN, at });
    }
  });

  it("tells of corrections only those that are tokens and have right checks", () => {
    const found = read(TICKET, "TCK-7GKM-2X9R-Z");
    const corrections = found.kind === "check-failed" ? found.corrections : [];
    expect(corrections.length).toBeGreaterThan(3);
    for (const { token } of corrections) expect(read(TICKET, token)).toEqual({ kind: "token", token });
  });

  it("is ambiguous where it may be two tokens, and never either of them", () => {
    expect(read({ pattern: "{[IL2]:2}" }, "12")).toEqual({ kind: "ambiguous", tokens: ["I2", "L2"] });
    expect(read({ pattern: "{[AB]:1}A{[AB]:1}B{[AB]:1}" }, "AABB").kind).toBe("ambiguous"); // A·A·B or A·B·B
    expect(read({ pattern: "{[IL2]:2}" }, "22")).toMatchObject({ kind: "token", token: "22" });
  });

  it("keeps case and look-alikes apart where an alphabet has both", () => {
    expect(read({ pattern: "{[O0]:3}" }, "O0O")).toMatchObject({ kind: "token", token: "O0O" });
    expect(read({ pattern: "{[aA]:3}" }, "aAa")).toMatchObject({ kind: "token", token: "aAa" });
    expect(read({ pattern: "{[aB]:3}" }, "Aba")).toMatchObject({ kind: "token", token: "aBa" });
  });

  it("is no token where its word is forbidden", () => {
    expect(read({ pattern: "{[AB]:3}", without: { words: ["bb"] } }, "abb").kind).toBe("none");
  });

  it("is found again in lower case without separators, whatever it is", () => {
    const format = parseFormat(TICKET);
    const language = formatLanguage(format);
    const read = typedReader(format, language);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: language.size - 1n }), (number) => {
        const token = tokenText(format.pattern, wordOfNumber(language, number));
        expect(read(token.toLowerCase().replaceAll("-", ""))).toEqual({ kind: "token", token });
      }),
      { numRuns: 50 },
    );
  });

  it("is answered at once, even where it could be read in very many ways", () => {
    const startedMs = performance.now();
    expect(read({ pattern: "{[IL]:500}" }, "1".repeat(500)).kind).toBe("ambiguous");
    expect(read({ pattern: "{[-A]:600}" }, "-A".repeat(50_000)).kind).toBe("none");
    expect(read({ pattern: "{[-A]:600}" }, `${"-".repeat(100_000)}A`).kind).toBe("ambiguous");
    expect(read({ pattern: "{[AB]:3}" }, `A${" ".repeat(100_000)}BA`)).toEqual({ kind: "token", token: "ABA" });
    const many = Array.from({ length: 60 }, () => "{[A]:1}A".replace("[A]", "[AB]")).join("");
    expect(["ambiguous", "none"]).toContain(read({ pattern: many }, "A".repeat(90)).kind);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});
