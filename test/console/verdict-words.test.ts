import { describe, expect, it } from "vitest";
import { pastedCodes, piecesOf, verdictWords, type Verified } from "../../src/console/lib/verdict-words.ts";

const NONE: Verified = {
  token: "tck-7gkm",
  canonical: null,
  issued: false,
  result: "NOT_A_TOKEN",
  part: null,
  position: null,
  suspect: null,
};

describe("the box that verifies codes", () => {
  it("takes one code from each line, with whatever blanks are in it", () => {
    expect(pastedCodes(" TCK 7GKM \r\n\n2X9P\tABCD\n")).toEqual(["TCK 7GKM", "2X9P", "ABCD"]);
    expect(pastedCodes(" \n ")).toEqual([]);
  });

  it("says where a code was issued, and how it was typed where that is not how it is written", () => {
    const issued: Verified = { ...NONE, issued: true, result: "ISSUED", canonical: "TCK-7GKM", part: 2, position: "6" };
    expect(verdictWords(issued)).toBe("part 2, row 7 of its file; it was typed as tck-7gkm");
    expect(verdictWords({ ...issued, token: "TCK-7GKM" })).toBe("part 2, row 7 of its file");
    expect(verdictWords({ ...issued, token: "TCK-7GKM", part: null })).toContain("from before the line came");
    expect(piecesOf(issued)).toEqual([{ text: "TCK-7GKM", isSuspect: false }]);
  });

  it("says what was wrong with every other one, and marks which characters are suspect", () => {
    expect(verdictWords(NONE)).toContain("no token of this line");
    expect(verdictWords({ ...NONE, result: "NOT_ISSUED" })).toBe("not issued by this line");
    expect(verdictWords({ ...NONE, result: "AMBIGUOUS" })).toContain("more than one code");
    const failed: Verified = { ...NONE, result: "CHECK_FAILED" };
    expect(verdictWords(failed)).toBe("mistyped, for its check character is wrong");
    expect(verdictWords({ ...failed, suspect: [4] })).toContain("look at character 5");
    expect(verdictWords({ ...failed, suspect: [4, 5] })).toContain("characters 5 and 6 are probably swapped");
    expect(piecesOf({ ...failed, suspect: [4] }).filter(({ isSuspect }) => isSuspect)).toEqual([
      { text: "7", isSuspect: true },
    ]);
  });
});
