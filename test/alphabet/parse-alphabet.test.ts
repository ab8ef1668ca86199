import { describe, expect, it } from "vitest";
import { MAX_SYMBOLS } from "../../src/alphabet/alphabet.ts";
import { parseAlphabet } from "../../src/alphabet/parse-alphabet.ts";
import { parseAlphabetName } from "../../src/alphabet/parse-alphabet-name.ts";

/** Han characters in normal form C: there are more of them than an alphabet can hold. */
function manySymbols(count: number): string {
  const symbols: string[] = [];
  for (let point = 0x3400; symbols.length < count; point += 1) {
    const symbol = String.fromCodePoint(point);
    if (/^[\p{Script=Han}&&\p{Lo}]$/v.test(symbol) && symbol.normalize("NFC") === symbol) symbols.push(symbol);
  }
  return symbols.join("");
}

describe("parseAlphabet()", () => {
  it.each(["01", "AEIOU", "aß⚀😀", "ÅÄÖ", "한글", "日本語"])("takes %s as it stands", (chars) => {
    expect(parseAlphabet(chars).symbols.join("")).toBe(chars);
  });

  it("takes 65,536 symbols and refuses one more", () => {
    const most = manySymbols(MAX_SYMBOLS);
    expect(parseAlphabet(most).symbols.length).toBe(MAX_SYMBOLS);
    expect(() => parseAlphabet(`${most}A`)).toThrow(/has 65537/);
  });

  it.each(["", "A"])("refuses %j, which has too few", (chars) => {
    expect(() => parseAlphabet(chars)).toThrow(/2 to 65536 different characters/);
  });

  it.each([
    ["ABA", /U\+0041 \(A\) at place 3 of chars stands there twice/],
    ["A B", /U\+0020 at place 2 of chars is white space/],
    ["A\nB", /U\+000A at place 2 of chars is white space/],
    ["A\u2028B", /U\+2028 .* is white space/],
    ["AB\u0000", /U\+0000 at place 3 of chars is a control character/],
    ["AB\u202E", /U\+202E .* invisible format character/],
    ["AB\u200B", /U\+200B .* invisible format character/],
    ["AB\uFEFF", /U\+FEFF/],
    ["AB\u200D", /U\+200D .* invisible format character/],
    ["AB\uD800", /U\+D800 .* half of a surrogate pair/],
    ["AB\uE000", /U\+E000 .* private use/],
    ["AB\u0378", /U\+0378 .* not assigned/],
    ["AB\u0301", /U\+0301 .* combines with the character before it/],
    ["AB\uFE0F", /U\+FE0F .* combines/],
    ["AB🇩", /U\+1F1E9 .* regional indicator/u],
    ["AB\u{1F3FD}", /U\+1F3FD .* emoji modifier/],
    ["AB\u1100", /U\+1100 .* joins with a character beside it/],
    ["AB\u11A8", /U\+11A8 .* joins with/],
    ["กขำ", /U\+0E33 \(ำ\) at place 3 of chars joins with/],
    ["ﾊﾞ", /U\+FF8A .* normal form KC/],
    ["AB\u0D4E", /U\+0D4E .* joins with/],
    ["AB\u2800", /U\+2800 .* is blank: BRAILLE PATTERN BLANK/],
    ["AB\u{1D159}", /U\+1D159 .* is blank: MUSICAL SYMBOL NULL NOTEHEAD/],
    ["AB\u{13441}", /U\+13441 .* is blank: EGYPTIAN HIEROGLYPH FULL BLANK/],
    ["A\uFFFD", / at place 2 .* lost: REPLACEMENT CHARACTER/],
    ["A\uFFFC", / at place 2 .* lost: OBJECT REPLACEMENT CHARACTER/],
    ["2²A", /U\+00B2 \(²\) at place 2 of chars becomes 2 in Unicode normal form KC/],
    ["AＡ", /U\+FF21 \(Ａ\) at place 2 of chars becomes A in/],
    ["ﬁfi", /U\+FB01 \(ﬁ\) at place 1 of chars becomes fi in/],
    ["AB\u3164", /U\+3164 .* is invisible/],
    ["AB\u212B", /U\+212B .* normal form C/],
    ["AB\u2126", /U\+2126 .* normal form C/],
  ])("refuses %j and names the character", (chars, message) => {
    expect(() => parseAlphabet(chars)).toThrow(message);
  });
});

describe("parseAlphabetName()", () => {
  it.each(["A", "UPPER_VOWELS", "B2", `A${"_".repeat(63)}`])("takes %s", (id) => {
    expect(parseAlphabetName(id)).toBe(id);
  });

  it.each(["", "a", "1A", "_A", "A-B", "Ä", `A${"A".repeat(64)}`, "A\n"])("refuses %j", (id) => {
    expect(() => parseAlphabetName(id)).toThrow(/begins with a letter/);
  });

  it("refuses a preset's name", () => {
    expect(() => parseAlphabetName("DICE")).toThrow("DICE is a preset; choose another name.");
  });
});
