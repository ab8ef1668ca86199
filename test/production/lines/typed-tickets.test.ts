import { describe, expect, it } from "vitest";
import { chunk } from "../../../src/generator/chunk.ts";
import { indexesOfTokens } from "../../../src/generator/indexes-of-tokens.ts";
import { readTypedTokens } from "../../../src/generator/typed-tokens.ts";
import { Inquiry, type TokenVerification } from "../../../src/production/lines/inquiry.ts";
import { formatLineOf } from "../../generator/support/formats.ts";
import { tokensIn } from "../../generator/support/lines.ts";

const LINE = formatLineOf({ pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", without: { words: ["tv", "wc"] } });
const ISSUED = 1_000;
const TOKENS = tokensIn(chunk(LINE, 0n, ISSUED).bytes);

function verify(typed: string): TokenVerification<string> {
  const inquiry = new Inquiry<string>(typed);
  const [reading = { kind: "none" } as const] = readTypedTokens(LINE, [typed]);
  inquiry.read(reading);
  inquiry.look("line", reading, (token) => {
    const [index = null] = indexesOfTokens(LINE, [token]);
    return index === null || index >= ISSUED ? null : { index, part: 1, position: index };
  });
  return inquiry.answer();
}

/** The digits, without what stands around them. */
const digitsOf = (token: string) => token.slice(4, 8) + token.slice(9, 13);

function replaced(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + by.length);
}

/** Another character that may stand there. */
const other = (character = "") => (character === "7" ? "8" : "7");

/** Places of the digits and the check character. */
const PLACES = [4, 5, 6, 7, 9, 10, 11, 12, 14];

describe("a ticket as a person types it", () => {
  const token = TOKENS[500] ?? "";
  const genuine = { result: "issued", canonical: token, index: 500n, suspect: null };

  it.each<[way: string, type: (token: string) => string]>([
    ["as it is", (text) => text],
    ["in lower case", (text) => text.toLowerCase()],
    ["without dashes", (text) => text.replaceAll("-", "")],
    ["without its prefix", (text) => text.slice(4)],
    ["with blanks for dashes, in lower case", (text) => text.toLowerCase().replaceAll("-", " ")],
    ["with the dashes of word processors", (text) => text.replaceAll("-", "–")],
    ["with blanks around it", (text) => `\t${text} `],
    ["in other groups", (text) => `${digitsOf(text).match(/../g)?.join(".") ?? ""}/${text.slice(-1)}`],
  ])("is genuine %s", (_, type) => {
    expect(verify(type(token))).toMatchObject(genuine);
  });

  it("is told where one wrong character is, in whatever place, in nearly all of a thousand", () => {
    let told = 0;
    for (const [number, each] of TOKENS.entries()) {
      const at = PLACES[number % PLACES.length] ?? 4;
      const answer = verify(replaced(each, at, other(each[at])));
      expect(answer).toMatchObject({ result: "check_failed", issued: false, canonical: null });
      if (answer.suspect?.[0] === at) told += 1;
    }
    expect(told).toBeGreaterThan(990);
  });

  it("is told where two neighbours are swapped", () => {
    let told = 0;
    const swapped = TOKENS.slice(0, 200).filter((each) => each[5] !== each[6]);
    for (const each of swapped) {
      const answer = verify(replaced(each, 5, (each[6] ?? "") + (each[5] ?? "")));
      if (answer.result === "check_failed" && answer.suspect?.join() === "5,6") told += 1;
    }
    expect(told).toBeGreaterThan(0.98 * swapped.length);
  });

  it("is none with a character missing, a character too many, or one that no ticket has", () => {
    for (const typed of [token.slice(0, 12) + token.slice(13), `${token}7`, replaced(token, 5, "A"), "", "TCK"])
      expect(verify(typed), typed).toMatchObject({ result: "not_a_token", canonical: null });
  });

  it("is not issued where it is the line's next", () => {
    const [next = ""] = tokensIn(chunk(LINE, BigInt(ISSUED), 1).bytes);
    expect(verify(next.toLowerCase())).toMatchObject({ result: "not_issued", canonical: next, index: null });
  });
});
