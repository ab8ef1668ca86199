import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../../src/alphabet/alphabet.ts";
import { readTypedTokens, type TypedReading } from "../../../src/generator/typed-tokens.ts";
import { Inquiry, tokensIn } from "../../../src/production/lines/inquiry.ts";
import { issueOf } from "../../../src/production/lines/issue.ts";

/** Lines that write tokens alike, each of which has issued some. */
interface Known {
  readonly chars: string;
  readonly digits: number;
  readonly issued: readonly ReadonlySet<string>[];
}

const ISSUE = { index: 0n, part: 1, position: 0n };

function ask(text: string, shapes: readonly Known[]) {
  const inquiry = new Inquiry<string>(text);
  for (const [shape, { chars, digits, issued }] of shapes.entries()) {
    const [reading = { kind: "none" } as const] = readTypedTokens({ chars, digits }, [text]);
    inquiry.read(reading);
    for (const [line, tokens] of issued.entries())
      inquiry.look(`${shape}.${line}`, reading, (token) => (tokens.has(token) ? ISSUE : null));
  }
  return inquiry.answer();
}

/** All tokens of a shape. */
function tokensOf({ chars, digits }: Pick<Known, "chars" | "digits">): string[] {
  let all = [""];
  for (let digit = 0; digit < digits; digit++) all = all.flatMap((token) => Array.from(chars, (each) => token + each));
  return all;
}

/** Whether a text may be meant as a token, by the rules as docs/formats.md has them, tried in every way. */
function isMeant(text: string, token: string, chars: string): boolean {
  if (token === "") return Array.from(text).every((each) => " -._".includes(each));
  const [typed, ...rest] = Array.from(text);
  if (typed === undefined) return false;
  const [wanted = "", ...others] = Array.from(token);
  if (mayBe(typed, wanted, chars) && isMeant(rest.join(""), others.join(""), chars)) return true;
  return " -._".includes(typed) && isMeant(rest.join(""), token, chars);
}

function mayBe(typed: string, wanted: string, chars: string): boolean {
  if (typed === wanted) return true;
  const hasOneCase = new Set(chars.toLowerCase()).size === chars.length;
  const is = (each: string) => chars.includes(each) || (hasOneCase && chars.toLowerCase().includes(each.toLowerCase()));
  if (chars.includes(typed)) return false;
  if (is(typed)) return typed.toLowerCase() === wanted.toLowerCase();
  const alike = { o: "0", i: "1", l: "1", "0": "o", "1": "il" }[typed.toLowerCase()] ?? "";
  return Array.from(alike).some((each) => each === wanted || (hasOneCase && each === wanted.toLowerCase()));
}

const SHAPE = fc
  .record({
    chars: fc.uniqueArray(fc.constantFrom(..."IiLlOo01A-"), { minLength: 2, maxLength: 5 }),
    digits: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ chars, digits }) => ({ chars: chars.join(""), digits }));

const KNOWN = SHAPE.chain((shape) =>
  fc
    .array(
      fc.subarray(tokensOf(shape)).map((tokens) => new Set(tokens)),
      { minLength: 1, maxLength: 2 },
    )
    .map((issued): Known => ({ ...shape, issued })),
);

const TEXT = fc.array(fc.constantFrom(..."IiLlOo01Aa- _"), { maxLength: 5 }).map((each) => each.join(""));

describe("an inquiry", () => {
  it("takes a text for at most one issued token: none that another one may be meant by as well", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(KNOWN, { minLength: 1, maxLength: 2 }), TEXT, (shapes, text) => {
        const meant = shapes.flatMap(({ chars, issued }, shape) =>
          issued.flatMap((tokens, line) =>
            [...tokens]
              .filter((token) => isMeant(text, token, chars))
              .map((token) => ({ line: `${shape}.${line}`, token })),
          ),
        );
        const answer = ask(text, shapes);
        const exact = meant.filter(({ token }) => token === text);
        const candidates = exact.length > 0 ? exact : meant;
        if (candidates.length > 1) expect(answer.result).toBe("ambiguous");
        if (candidates.length === 0) expect(answer.issued).toBe(false);
        if (!answer.issued) return;
        found += 1;
        expect(candidates).toEqual([{ line: answer.line, token: answer.canonical }]);
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it("agrees with strict reading on every token as it is written", () => {
    fc.assert(
      fc.property(KNOWN, (known) => {
        for (const token of tokensOf(known)) {
          const lines = known.issued.filter((issued) => issued.has(token)).length;
          const { result, canonical } = ask(token, [known]);
          expect([result, canonical]).toEqual(
            [lines === 0 ? ["not_issued", token] : lines === 1 ? ["issued", token] : ["ambiguous", null]].flat(),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it("does not let lines that have issued nothing of the kind make a token ambiguous", () => {
    const chars = toAlphabet("IL2").chars;
    const tickets: Known = { chars: "0123456789", digits: 3, issued: [new Set(["121"])] };
    expect(ask("1-2-1", [{ chars, digits: 3, issued: [new Set()] }, tickets])).toMatchObject({
      result: "issued",
      canonical: "121",
      line: "1.0",
    });
    expect(ask("1-2-1", [{ chars, digits: 3, issued: [new Set(["I2L"])] }, tickets])).toMatchObject({
      result: "ambiguous",
      line: null,
    });
    expect(ask("1-2-1", [{ chars, digits: 3, issued: [new Set()] }])).toMatchObject({ result: "ambiguous" });
  });

  it("says of a wrong check which characters are suspect, if those who know of issued tokens agree", () => {
    const failed: TypedReading = {
      kind: "check-failed",
      corrections: [
        { token: "A", at: [3] },
        { token: "B", at: [5, 6] },
        { token: "C", at: [3] },
      ],
    };
    const suspect = (issued: readonly string[]) => {
      const inquiry = new Inquiry<string>("?");
      inquiry.read(failed);
      inquiry.look("line", failed, (token) => (issued.includes(token) ? ISSUE : null));
      const { result, suspect: characters, canonical } = inquiry.answer();
      expect([result, canonical]).toEqual(["check_failed", null]);
      return characters;
    };
    expect(tokensIn(failed)).toEqual(["A", "B", "C"]);
    expect([suspect([]), suspect(["B"]), suspect(["A", "C"]), suspect(["A", "B"])]).toEqual([null, [5, 6], [3], null]);
  });
});

describe("what a line has issued", () => {
  it("is what lies below its marks: of ended parts in them, of others only what is before them", () => {
    const issue = issueOf([
      { number: 1, firstIndex: 10n, size: 5n, hasEnded: true },
      { number: 2, firstIndex: 15n, size: 5n, hasEnded: false },
    ]);
    expect([9n, 10n, 14n, 15n, 20n].map((index) => issue(index))).toEqual([
      { index: 9n, part: null, position: null },
      { index: 10n, part: 1, position: 0n },
      { index: 14n, part: 1, position: 4n },
      null,
      null,
    ]);
    expect(issueOf([])(0n)).toBeNull();
  });
});
