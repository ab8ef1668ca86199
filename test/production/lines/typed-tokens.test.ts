import { describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { tokensOfPart, type Typed, verifyTyped } from "./support.ts";

const NOWHERE = { issued: false, line: null, part: null, index: null, position: null, suspect: null };

/** The ways in which people mistype a code of twelve digits; the last are no code any more. */
const MISTYPED: readonly (readonly [way: string, type: (token: string) => string, result: string])[] = [
  ["as it is", (token) => token, "ISSUED"],
  ["in lower case", (token) => token.toLowerCase(), "ISSUED"],
  ["in groups with dashes", (token) => grouped(token, "-"), "ISSUED"],
  ["in groups with blanks", (token) => grouped(token, " "), "ISSUED"],
  ["with the dashes of word processors", (token) => grouped(token, "–"), "ISSUED"],
  [
    "with dots, slashes and underscores",
    (token) => `${token.slice(0, 2)}.${token.slice(2, 5)}/${token.slice(5)}_`,
    "ISSUED",
  ],
  ["with blanks around it", (token) => `  ${token}\t`, "ISSUED"],
  ["with look-alikes", (token) => token.replaceAll("0", "O").replaceAll("1", "l"), "ISSUED"],
  ["with one wrong character", (token) => (token.startsWith("2") ? "3" : "2") + token.slice(1), "NOT_ISSUED"],
  ["with a character missing", (token) => token.slice(1), "NOT_A_TOKEN"],
  ["with a character too many", (token) => `${token}7`, "NOT_A_TOKEN"],
  ["with a character that no code has", (token) => `U${token.slice(1)}`, "NOT_A_TOKEN"],
];

describe.each(DIALECTS)("tokens as people type them, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  async function finished(input: { alphabet: string; digits: number; size: string }): Promise<string> {
    const id = await client.ordered(input);
    await client.reached(id, "finished");
    return id;
  }

  it("are answered rightly in each of the twelve ways in which a person types one, with the token as its line writes it", async () => {
    const id = await finished({ alphabet: "BASE32_CROCKFORD", digits: 12, size: "1000" });
    const tokens = await tokensOfPart(client, id);
    const position = tokens.findIndex((token) => token.includes("0") && token.includes("1"));
    const token = tokens[position] ?? "";
    const typed = MISTYPED.map(([, type]) => type(token));
    expect(typed[7]).toMatch(/O/);
    const issued = { issued: true, line: { id }, part: 1, index: String(position), position: String(position) };
    const expected = MISTYPED.map(([, type, result], at): Typed => {
      const text = typed[at] ?? "";
      if (result === "ISSUED") return { token: text, canonical: token, result, ...issued, suspect: null };
      return { token: text, canonical: result === "NOT_ISSUED" ? type(token) : null, result, ...NOWHERE };
    });
    expect(await verifyTyped(client, id, typed)).toEqual(expected);
  });

  it("are all found again in lower case and in groups, and none of them is another", async () => {
    const id = await finished({ alphabet: "BASE24", digits: 2, size: "576" });
    const tokens = await tokensOfPart(client, id);
    const answers = await verifyTyped(
      client,
      id,
      tokens.map((token) => Array.from(token.toLowerCase()).join(" - ")),
    );
    expect(answers.map(({ canonical, position }) => [canonical, Number(position)])).toEqual(
      tokens.map((token, at) => [token, at]),
    );
  });

  it("are ambiguous where they could be two tokens, and are what is written like them", async () => {
    await client.ask(`mutation { addAlphabet(input: { name: "ALIKE", chars: "IL2-" }) { name } }`);
    const id = await finished({ alphabet: "ALIKE", digits: 2, size: "16" });
    const answers = await verifyTyped(client, id, ["12", "22", "-2-", "2--", "i2", "--", "2_2"]);
    expect(answers.map(({ result, canonical, line }) => [result, canonical, line])).toEqual([
      ["AMBIGUOUS", null, null],
      ["ISSUED", "22", { id }],
      ["AMBIGUOUS", null, null],
      ["ISSUED", "2-", { id }],
      ["ISSUED", "I2", { id }],
      ["ISSUED", "--", { id }],
      ["ISSUED", "22", { id }],
    ]);
  });

  it("keep case apart where it counts, and are composed where they come decomposed", async () => {
    await client.ask(`mutation { addAlphabet(input: { name: "ACCENTS", chars: "éèaA" }) { name } }`);
    const id = await finished({ alphabet: "ACCENTS", digits: 3, size: "64" });
    const answers = await verifyTyped(client, id, ["e\u0301aA", "e\u0301AA", "ÉaA"]);
    expect(answers.map(({ result, canonical }) => [result, canonical])).toEqual([
      ["ISSUED", "éaA"],
      ["ISSUED", "éAA"],
      ["NOT_A_TOKEN", null],
    ]);
  });

  it("are answered in time, however they could be read", async () => {
    const id = await finished({ alphabet: "BASE24", digits: 12, size: "10" });
    const answers = await verifyTyped(client, id, [
      " ".repeat(500_000),
      `${"-".repeat(200_000)}7`,
      "7".repeat(200_000),
    ]);
    expect(answers.map(({ result }) => result)).toEqual(["NOT_A_TOKEN", "NOT_A_TOKEN", "NOT_A_TOKEN"]);
  });
});

function grouped(token: string, separator: string): string {
  return [token.slice(0, 4), token.slice(4, 8), token.slice(8)].join(separator);
}
