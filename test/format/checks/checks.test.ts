import * as iso from "@konfirm/iso7064";
import { damm, gtin, luhn, mod11_10, mod11_2, mod27_26, mod37_2, mod37_36, mod97_10, verhoeff } from "cdigit";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkOf, checkText } from "../../../src/format/checks/check-of.ts";
import { CHECK_NAMES, type CheckName } from "../../../src/format/checks/check-scheme.ts";
import { shareCaught, TYPING_ERRORS } from "./typing-errors.ts";

/** Check characters that standards and their owners print. */
const KNOWN: readonly (readonly [CheckName, string, string, source: string])[] = [
  ["luhn", "7992739871", "3", "Wikipedia, Luhn algorithm"],
  ["luhn", "401288888888188", "1", "a card number of the payment networks' documentation"],
  ["luhn", "49015420323751", "8", "an IMEI of 3GPP TS 23.003's practice"],
  ["mod11-2", "0794", "0", "ISO/IEC 7064"],
  ["mod11-2", "079", "X", "ISO/IEC 7064"],
  ["mod11-2", "000000021825009", "7", "ORCID's documentation"],
  ["mod37-2", "G123489654321", "Y", "ICCBBA, the ISBT 128 standard's example of a donation number"],
  ["mod97-10", "794", "44", "ISO/IEC 7064"],
  ["mod11-10", "0794", "5", "ISO/IEC 7064"],
  ["mod11-10", "8609574271", "9", "the German Federal Central Tax Office's sample"],
  ["mod37-36", "A12425GABC1234002", "M", "the Global Release Identifier standard"],
  ["damm", "572", "4", "Damm's thesis, by Wikipedia"],
  ["verhoeff", "236", "3", "Verhoeff, by Wikipedia"],
  ["gs1", "629104150021", "3", "GS1 General Specifications, 7.9"],
  ["gs1", "61414121022", "0", "a GTIN-12 of GS1's examples"],
];

type Oracle = (text: string) => string;
const ORACLES: Readonly<Partial<Record<CheckName, readonly Oracle[]>>> = {
  luhn: [(text) => luhn.compute(text)],
  "mod11-2": [(text) => mod11_2.compute(text), (text) => iso.Mod11_2.checksum(text)],
  "mod37-2": [(text) => mod37_2.compute(text), (text) => iso.Mod37_2.checksum(text)],
  "mod97-10": [
    (text) => mod97_10.compute(text),
    // Of two that are right, the other library takes the smaller.
    (text) => iso.Mod97_10.checksum(text).replace("00", "97").replace("01", "98"),
  ],
  "mod11-10": [(text) => mod11_10.compute(text), (text) => iso.Mod11_10.checksum(text)],
  "mod27-26": [(text) => mod27_26.compute(text), (text) => iso.Mod27_26.checksum(text)],
  "mod37-36": [(text) => mod37_36.compute(text), (text) => iso.Mod37_36.checksum(text)],
  damm: [(text) => damm.compute(text)],
  verhoeff: [(text) => verhoeff.compute(text)],
  gs1: [(text) => gtin.compute(text)],
};

const DOCUMENT = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");
const HEX = Array.from("0123456789ABCDEF");

describe("a check", () => {
  it.each(KNOWN)("%s of %s is %s (%s)", (name, digits, check) => {
    expect(checkText(checkOf(name), digits)).toBe(check);
  });

  it.each(Object.entries(ORACLES))("%s agrees with independent libraries on any digits", (name, oracles) => {
    const scheme = checkOf(name as CheckName); // a key of the table
    const texts = fc
      .array(fc.constantFrom(...scheme.reads), { minLength: 1, maxLength: 40 })
      .map((each) => each.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        for (const oracle of oracles) expect(checkText(scheme, text)).toBe(oracle(text));
      }),
      { numRuns: 500 },
    );
  });

  it("luhn-mod-n with ten digits is Luhn's, and writes 4 beside abcdef of a, …, f as published", () => {
    const ten = checkOf("luhn-mod-n", Array.from("0123456789"));
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,30}$/), (text) => {
        expect(checkText(ten, text)).toBe(luhn.compute(text));
      }),
    );
    expect(checkText(checkOf("luhn-mod-n", Array.from("abcdef")), "abcdef")).toBe("e"); // Wikipedia, Luhn mod N algorithm
  });

  it.each(CHECK_NAMES)("%s stays within its states and writes what it says", (name) => {
    const scheme = checkOf(name, HEX);
    for (const digits of [1, 2, 7, 8, 9]) {
      const { states, start, next, check } = scheme.automaton(digits);
      expect(start).toBeLessThan(states);
      for (let state = 0; state < states; state++) {
        const reached = scheme.reads.map((_, value) => next(state, value));
        expect(Math.max(...reached)).toBeLessThan(states);
        expect(Math.min(...reached)).toBeGreaterThanOrEqual(0);
        const written = check(state);
        expect(written).toHaveLength(scheme.length);
        for (const value of written) expect(scheme.writes[value]).toBeDefined();
      }
    }
  });

  it("reads no character that is not the scheme's", () => {
    expect(checkText(checkOf("mod37-36"), "ABc")).toBeNull();
  });
});

describe("the table of what checks catch", () => {
  it("stands in the documentation as it is computed", () => {
    const percent = (share: number) =>
      Number.isNaN(share) ? "–" : share === 1 ? "all" : `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
    const rows = CHECK_NAMES.map((name) => {
      const scheme = checkOf(name, HEX);
      const shares = TYPING_ERRORS.map((error) =>
        error.name.startsWith("misheard") && scheme.reads[0] !== "0" ? NaN : shareCaught(scheme, 8, error),
      );
      return [`\`${name}\`${name === "luhn-mod-n" ? " (16 characters)" : ""}`, ...shares.map(percent)];
    });
    const table = [["scheme", ...TYPING_ERRORS.map(({ name }) => name)], ...rows]
      .map((row) => row.join("|"))
      .join("\n");
    const documented = DOCUMENT.slice(DOCUMENT.indexOf("<!-- checks -->"), DOCUMENT.indexOf("<!-- /checks -->"));
    const found = documented
      .split("\n")
      .filter((row) => row.startsWith("|") && !row.startsWith("| -"))
      .map((row) =>
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim())
          .join("|"),
      )
      .join("\n");
    expect(found).toBe(table);
  }, 60_000);
});
