import { describe, expect, it } from "vitest";
import { AGREEMENTS } from "../../../src/access/agreement.ts";
import { toAlphabet } from "../../../src/alphabet/alphabet.ts";
import { checkFirst, type FirstPart } from "../../../src/production/orders/check-first.ts";
import { checkNext, type NextPart } from "../../../src/production/orders/check-next.ts";
import { type CheckedOrder, type Terms } from "../../../src/production/orders/check-order.ts";

const BASIC: Terms = { agreement: AGREEMENTS.basic, oversize: "reject" };
const SCALING: Terms = { agreement: AGREEMENTS.basic, oversize: "scale" };
const DICE = { name: "DICE", style: "preset", alphabet: toAlphabet("123456") } as const;

function first(changes: Partial<FirstPart> = {}): FirstPart {
  return { alphabetId: "DICE", alphabet: DICE, digits: 5, size: 1_000n, analysis: "none", ...changes };
}

/** Refusals, as `code field`. */
function refusals(checked: CheckedOrder): string[] {
  return checked.refusals.map(({ code, field }) => `${code} ${String(field)}`);
}

describe("the check of a first part", () => {
  it("gives the part that would be made, and what its line and an order can have", () => {
    expect(checkFirst(first(), BASIC)).toEqual({
      part: {
        alphabetId: "DICE",
        alphabetChars: "123456",
        digits: 5,
        format: null,
        capacity: null,
        startRegister: null,
        size: 1_000n,
        available: 7_776n,
        reachable: 7_776n,
        analysis: "none",
      },
      refusals: [],
    });
  });

  it.each([
    [{ size: 999n }, ["SIZE_OUT_OF_LIMIT size"]],
    [{ size: 7_776n }, []],
    [{ size: 7_777n }, ["SIZE_UNAVAILABLE size"]],
    [{ digits: 20, size: 52_428n }, []],
    [{ digits: 20, size: 52_429n }, ["SIZE_OUT_OF_LIMIT size"]],
    [{ size: 0n }, ["SIZE_INVALID size"]],
    [{ size: 50n, analysis: "metrics" }, ["SIZE_OUT_OF_LIMIT size", "ANALYSIS_TOO_SMALL analysis"]],
    [{ size: 0n, analysis: "metrics" }, ["SIZE_INVALID size"]],
  ] as const)("of %o says %j", (changes, expected) => {
    expect(refusals(checkFirst(first(changes), BASIC))).toEqual(expected);
  });

  it.each([
    [{ alphabet: null, alphabetId: "NONE" }, ["ALPHABET_UNKNOWN alphabet"]],
    [
      { alphabet: null, alphabetId: "NONE", digits: 0, size: 0n },
      ["DIGITS_INVALID digits", "SIZE_INVALID size", "ALPHABET_UNKNOWN alphabet"],
    ],
    [{ digits: 1_001, size: -5n }, ["DIGITS_INVALID digits", "SIZE_INVALID size"]],
    [{ digits: 101, size: 1n }, ["DIGITS_OUT_OF_LIMIT digits", "SIZE_OUT_OF_LIMIT size"]],
  ] as const)("of %o computes nothing, and says %j", (changes, expected) => {
    const checked = checkFirst(first(changes), BASIC);
    expect(checked.part).toBe("incomputable");
    expect(refusals(checked)).toEqual(expected);
  });

  it("makes an order as large as it can be where that is wanted, and no larger than was ordered", () => {
    expect(checkFirst(first({ size: 10n ** 9n }), SCALING)).toMatchObject({ part: { size: 7_776n }, refusals: [] });
    expect(checkFirst(first({ size: 1_001n }), SCALING)).toMatchObject({ part: { size: 1_001n }, refusals: [] });
  });
});

describe("the check of a next part", () => {
  const at = {
    id: "line",
    line: "adopted",
    form: { alphabetId: "DICE", alphabetChars: "123456", digits: 5, format: null, capacity: null },
    generator: { version: 1, key: new Uint8Array(32), chars: "123456", digits: 5 },
    next: { number: 2, firstIndex: 6_000n, registerBefore: null },
  } as const;
  const next: NextPart = { alphabet: null, digits: null, format: null, size: 1_000n, analysis: "none" };

  it("counts what the parts before have left of the line", () => {
    expect(checkNext(at, next, BASIC)).toMatchObject({ part: { available: 1_776n, reachable: 1_776n }, refusals: [] });
    expect(refusals(checkNext(at, { ...next, size: 1_777n }, BASIC))).toEqual(["SIZE_UNAVAILABLE size"]);
    expect(checkNext(at, { ...next, size: 1_777n }, SCALING)).toMatchObject({ part: { size: 1_776n }, refusals: [] });
  });

  it("takes the line's own alphabet and digits, and refuses others before the size", () => {
    expect(refusals(checkNext(at, { ...next, alphabet: "DICE", digits: 5 }, BASIC))).toEqual([]);
    expect(refusals(checkNext(at, { ...next, alphabet: "OTHER", digits: 6, size: 1n }, BASIC))).toEqual([
      "LINE_MISMATCH alphabet",
      "LINE_MISMATCH digits",
      "SIZE_OUT_OF_LIMIT size",
    ]);
  });

  it("says of each field the first reason alone", () => {
    expect(refusals(checkNext(at, { ...next, digits: 0, size: 0n }, BASIC))).toEqual([
      "DIGITS_INVALID digits",
      "SIZE_INVALID size",
    ]);
  });
});
