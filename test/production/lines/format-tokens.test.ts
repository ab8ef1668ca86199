import { describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { find, tokensOfPart, verifyTyped } from "./support.ts";

const TICKET = { pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", without: { words: ["tv", "wc"], maxRun: 3 } };

describe.each(DIALECTS)("tokens of a format as people type them, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  async function ordered(input: object): Promise<string> {
    const { requestTokens } = await client.ask<{ requestTokens: { id: string } }>(
      "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }",
      { input },
    );
    await client.reached(requestTokens.id, "finished");
    return requestTokens.id;
  }

  it("are answered with the ticket, in verifyTokens and in findTokens alike, beside plain lines that write such texts, too", async () => {
    const tickets = await ordered({ format: TICKET, size: 1_000 });
    await ordered({ alphabet: "BASE36_LOWER", digits: 12, size: 1_000 });
    await ordered({ format: { pattern: "X{BASE24:9}" }, size: 1_000 });
    const position = 321;
    const token = (await tokensOfPart(client, tickets))[position] ?? "";
    const genuine = {
      result: "ISSUED",
      canonical: token,
      line: { id: tickets },
      position: String(position),
      suspect: null,
    };
    const typed = [
      token,
      token.toLowerCase().replaceAll("-", " "),
      token.replaceAll("-", ""),
      token.slice(4),
      ` ${token.replaceAll("-", "–")}\n`,
    ];
    for (const answers of [await verifyTyped(client, tickets, typed), await find(client, typed)])
      expect(answers).toMatchObject(typed.map((each) => ({ token: each, ...genuine })));
  });

  it("tell which character is wrong, or which two are swapped, by the check and what was issued", async () => {
    const id = await ordered({ format: TICKET, size: 1_000 });
    const token = (await tokensOfPart(client, id)).find((each) => each[5] !== each[6]) ?? "";
    const wrong = token.slice(0, 11) + (token[11] === "7" ? "8" : "7") + token.slice(12);
    const swapped = `${token.slice(0, 5)}${token[6] ?? ""}${token[5] ?? ""}${token.slice(7)}`;
    const failed = { result: "CHECK_FAILED", canonical: null, issued: false, line: null, index: null };
    const expected = [
      { ...failed, suspect: [11] },
      { ...failed, suspect: [5, 6] },
    ];
    expect(await verifyTyped(client, id, [wrong, swapped])).toMatchObject(expected);
    expect(await find(client, [wrong, swapped])).toMatchObject(expected);
  });

  it("are the same strictly and leniently where they are as the line writes them", async () => {
    const id = await ordered({ format: { pattern: "A{[AB]:3}-{[ab]:2}{check:luhn-mod-n:[ABab]}" }, size: 32 });
    const tokens = await tokensOfPart(client, id);
    const strict = await client.ask<{ verifyTokens: { result: string; canonical: string; position: string }[] }>(
      "query ($id: ID!, $tokens: [String!]!) { verifyTokens(id: $id, tokens: $tokens) { result canonical position } }",
      { id, tokens },
    );
    const expected = tokens.map((canonical, at) => ({ result: "ISSUED", canonical, position: String(at) }));
    expect(strict.verifyTokens).toEqual(expected);
    expect(await verifyTyped(client, id, tokens)).toMatchObject(expected);
    expect(await find(client, tokens, false)).toMatchObject(expected);
  });
});
