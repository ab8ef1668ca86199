import { mod37_36 } from "cdigit";
import { describe, expect, it } from "vitest";
import { chunk } from "../../../src/generator/chunk.ts";
import { lineCapacity } from "../../../src/generator/line/line.ts";
import { TICKET_WORDS as WORDS } from "../../support/ticket-words.ts";
import { formatLineOf } from "../support/formats.ts";
import { tokensIn } from "../support/lines.ts";

const ANY_WORD = new RegExp(WORDS.join("|"));

describe("tickets", () => {
  it("are all different, have none of 300 words, and have the check that an independent library computes", () => {
    const line = formatLineOf({ pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", without: { words: WORDS } });
    const parts = [0n, 50_000n].map((first) => tokensIn(chunk(line, first, 50_000).bytes));
    expect(new Set(parts.flat()).size).toBe(100_000);
    const wrong = parts.flat().filter((token) => {
      const [, first = "", second = "", check = ""] = /^TCK-(\w{4})-(\w{4})-(\w)$/.exec(token) ?? [];
      const bare = first + second + check;
      return mod37_36.compute(first + second) !== check || ANY_WORD.test(bare);
    });
    expect(wrong).toEqual([]);
    // Words do occur without the format, across groups and with the check character, too.
    const free = tokensIn(
      chunk(formatLineOf({ pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}" }), 0n, 50_000).bytes,
    ).map((token) => token.slice(4).replaceAll("-", ""));
    expect(free.filter((bare) => ANY_WORD.test(bare.slice(3, 6))).length).toBeGreaterThan(0);
    expect(free.filter((bare) => WORDS.some((word) => bare.endsWith(word))).length).toBeGreaterThan(0);
  });

  it("of a small format are exhausted as the set that trying all of them gives", () => {
    const words = ["DICE", "ACE", "BAD", "DAD", "0A1", "C0C", "BB", "D1", "2CA", "A2"];
    const anyWord = new RegExp(words.join("|"));
    const line = formatLineOf({ pattern: "{[012ABCDE]:6}", without: { words, ignoreCase: false } });
    const expected: string[] = [];
    for (let number = 0; number < 8 ** 6; number++) {
      const token = Array.from({ length: 6 }, (_, at) => "012ABCDE"[Math.floor(number / 8 ** (5 - at)) % 8]).join("");
      if (!anyWord.test(token)) expected.push(token);
    }
    expect(lineCapacity(line)).toBe(BigInt(expected.length));
    expect(expected.length).toBeGreaterThan(150_000);
    expect(tokensIn(chunk(line, 0n, expected.length).bytes).sort()).toEqual(expected.sort());
  });
});
