import { describe, expect, it } from "vitest";
import { isComplete, orderedShape, quotedShape, type ShapeDraft } from "../../src/console/lib/shape-draft.ts";

const PLAIN: ShapeDraft = {
  isPattern: false,
  alphabet: "DICE",
  digits: 5,
  pattern: "T{BASE24:4}",
  words: "bad, ugly\nbad",
};
const PATTERN: ShapeDraft = { ...PLAIN, isPattern: true };

describe("how the tokens of an order are to be written", () => {
  it("is an alphabet with digits, or a pattern without some words, each once", () => {
    expect(quotedShape(PLAIN)).toEqual({ plain: { alphabet: "DICE", digits: 5 } });
    expect(orderedShape(PLAIN)).toEqual({ alphabet: "DICE", digits: 5 });
    const format = { pattern: "T{BASE24:4}", without: { words: ["bad", "ugly"] } };
    expect(quotedShape(PATTERN)).toEqual({ format });
    expect(orderedShape(PATTERN)).toEqual({ format });
    expect(orderedShape({ ...PATTERN, words: " \n" })).toEqual({ format: { pattern: "T{BASE24:4}" } });
  });

  it("is asked about once it is there", () => {
    expect([isComplete(PLAIN), isComplete({ ...PLAIN, digits: NaN })]).toEqual([true, false]);
    expect([isComplete(PATTERN), isComplete({ ...PATTERN, pattern: "" })]).toEqual([true, false]);
  });
});
