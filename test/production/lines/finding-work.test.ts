import { describe, expect, it } from "vitest";
import { FindingWork, pageLines } from "../../../src/production/lines/finding-work.ts";
import type { TokenForm } from "../../../src/production/records/token-form.ts";

const PLAIN = { format: null, capacity: null };
const TICKETS = { ...PLAIN, alphabetChars: "2346789BCDFGHJKMPQRTVWXY", digits: 12 };
const SHUFFLED = { ...PLAIN, alphabetChars: "01", digits: 22 };
const LONG = {
  ...PLAIN,
  alphabetChars: Array.from({ length: 60_000 }, (_, at) => String.fromCodePoint(0x20000 + at)).join(""),
  digits: 1_000,
};

/** How many lines can be looked in for so many tokens. */
function most(shape: TokenForm, tokens: number): number {
  let [can, cannot] = [0, 2 ** 30];
  while (cannot - can > 1) {
    const lines = Math.floor((can + cannot) / 2);
    try {
      new FindingWork().addLines(shape, lines, tokens);
      can = lines;
    } catch {
      cannot = lines; // refused
    }
  }
  return can;
}

describe("the work of finding tokens", () => {
  it("has room for a token in ten thousand lines, and for a thousand tokens in hundreds", () => {
    expect(most(TICKETS, 1)).toBeGreaterThan(10_000);
    expect(most(TICKETS, 1_000)).toBeGreaterThan(500);
    expect(most(TICKETS, 1_000)).toBeLessThan(1_000);
  });

  it("has less room where lines have large tables or long tokens", () => {
    expect(most(SHUFFLED, 1)).toBeLessThan(20);
    expect(most(LONG, 1_000)).toBeLessThan(5);
    expect([pageLines(TICKETS), pageLines(SHUFFLED)]).toEqual([100, 1]);
  });

  it("refuses more, naming the field", () => {
    const work = new FindingWork();
    work.addReadings(TICKETS, 100_000);
    work.addLines(TICKETS, 1_000_000_000, 0);
    expect(() => {
      work.addReadings(TICKETS, 200_000);
    }).toThrow(expect.objectContaining({ code: "INPUT_INVALID", field: "tokens" }) as Error);
  });
});
