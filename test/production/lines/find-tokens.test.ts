import { describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { fillLines } from "../../support/fill-lines.ts";
import { Client } from "../../support/graphql-client.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { find, tokensOfPart } from "./support.ts";

const FIND = `query ($tokens: [String!]!) { findTokens(tokens: $tokens) { issued } }`;

interface Order {
  readonly alphabet: string;
  readonly digits: number;
  readonly size: string;
}

async function finished(client: Client, input: Order): Promise<string> {
  const id = await client.ordered(input);
  await client.reached(id, "finished");
  return id;
}

describe.each(DIALECTS)("finding tokens among all lines of a session on %s", (dialect) => {
  const statements: string[] = [];
  const server = sharedServer(dialect, { onStatement: (statement) => statements.push(statement) });

  it("tells line, part and place of each, whichever line has issued it and however it is typed", async () => {
    const client = await Client.open(server.url);
    const tickets = await finished(client, { alphabet: "BASE24", digits: 12, size: "100" });
    const pins = await finished(client, { alphabet: "DECIMAL", digits: 12, size: "100" });
    const dice = await finished(client, { alphabet: "DICE", digits: 5, size: "100" });
    const [ticket = "", pin = "", throws = ""] = await Promise.all(
      [tickets, pins, dice].map(async (id) => (await tokensOfPart(client, id))[7]),
    );
    const answers = await find(client, [throws, ticket.toLowerCase(), `${pin.slice(0, 4)} ${pin.slice(4)}`, "nothing"]);
    const place = { issued: true, result: "ISSUED", part: 1, index: "7", position: "7", suspect: null };
    expect(answers).toEqual([
      { token: throws, canonical: throws, line: { id: dice }, ...place },
      { token: ticket.toLowerCase(), canonical: ticket, line: { id: tickets }, ...place },
      { token: `${pin.slice(0, 4)} ${pin.slice(4)}`, canonical: pin, line: { id: pins }, ...place },
      expect.objectContaining({ result: "NOT_A_TOKEN", line: null, canonical: null }),
    ]);
    const strictly = await find(client, [throws, ticket.toLowerCase()], false);
    expect(strictly.map(({ result }) => result)).toEqual(["ISSUED", "NOT_A_TOKEN"]);
  });

  it("takes a token that came decomposed for the one that it is", async () => {
    const client = await Client.open(server.url);
    await client.ask(`mutation { addAlphabet(input: { name: "UMLAUTS", chars: "ÄÖÜ012" }) { name } }`);
    const id = await finished(client, { alphabet: "UMLAUTS", digits: 9, size: "50" });
    const tokens = await tokensOfPart(client, id);
    const apart = tokens.map((token) => token.normalize("NFD"));
    expect(apart).not.toEqual(tokens);
    const { verifyTokens } = await client.ask<{ verifyTokens: object[] }>(
      "query ($id: ID!, $tokens: [String!]!) { verifyTokens(id: $id, tokens: $tokens) { token canonical result position } }",
      { id, tokens: [...apart, "A\u0308A"] },
    );
    const issued = tokens.map((canonical, at) => ({ token: apart[at], canonical, result: "ISSUED" }));
    expect(verifyTokens).toMatchObject([...issued, { result: "NOT_A_TOKEN" }]);
    for (const lenient of [false, true]) expect(await find(client, apart, lenient)).toMatchObject(issued);
  });

  it("says of what two lines have issued that it is ambiguous, and never of which", async () => {
    const client = await Client.open(server.url);
    const order = { alphabet: "BINARY", digits: 3, size: "8" };
    const [one] = [await finished(client, order), await finished(client, order)];
    expect(await find(client, ["101"])).toMatchObject([
      { result: "AMBIGUOUS", issued: false, line: null, index: null },
    ]);
    await client.delete(one);
    expect(await find(client, ["1 0 1"])).toMatchObject([{ result: "ISSUED", canonical: "101", part: 1 }]);
  });

  it("tells what no line has issued, and finds a token only once its part has ended", async () => {
    const client = await Client.open(server.url);
    const id = await finished(client, { alphabet: "BASE24", digits: 12, size: "10" });
    const [token = ""] = await tokensOfPart(client, id);
    const other = (token.startsWith("2") ? "3" : "2") + token.slice(1).toLowerCase();
    expect(await find(client, [other])).toMatchObject([
      { result: "NOT_ISSUED", canonical: other.toUpperCase(), line: null },
    ]);
    await client.delete(id);
    expect(await find(client, [token])).toMatchObject([{ result: "NOT_A_TOKEN", canonical: null }]);
  });

  it("finds nothing of another session's", async () => {
    const client = await Client.open(server.url);
    const id = await finished(client, { alphabet: "BASE24", digits: 12, size: "10" });
    const [token = ""] = await tokensOfPart(client, id);
    expect(await find(await Client.open(server.url), [token])).toMatchObject([{ result: "NOT_A_TOKEN", line: null }]);
  });

  it("finds again what a snapshot brings back into another session", async () => {
    const [client, other] = [await Client.open(server.url), await Client.open(server.url)];
    const id = await finished(client, { alphabet: "BASE24", digits: 12, size: "10" });
    const [token = ""] = await tokensOfPart(client, id);
    const snapshot = await client.snapshot(id);
    await client.delete(id);
    await other.ask(`mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }`, {
      input: { id, size: "10", snapshot },
    });
    await other.reached(id, "finished");
    expect(await find(other, [token])).toMatchObject([{ result: "ISSUED", line: { id }, part: 1 }]);
  });

  describe("of thousands of lines", () => {
    const client = sharedClient(server);

    it("looks into none that writes other tokens, and writes nothing down", async () => {
      const id = await finished(client, { alphabet: "BASE24", digits: 20, size: "10" });
      const tokens = await tokensOfPart(client, id);
      await fillLines(server, client.sessionKey, 3_000); // of as many digits, but of dice
      statements.length = 0;
      const answers = await find(client, tokens);
      expect(answers.map(({ line, position }) => [line?.id, position])).toEqual(
        tokens.map((_, at) => [id, String(at)]),
      );
      expect(statements.length).toBeLessThan(20);
      expect(statements.filter((statement) => !statement.startsWith("[query] select "))).toEqual([]);
    });

    it("refuses tokens that too many of them could have written", async () => {
      const throws = Array.from({ length: 300 }, (_, at) =>
        Array.from(at.toString(6).padStart(20, "0"), (digit) => String.fromCodePoint(0x2680 + Number(digit))).join(""),
      );
      expect((await client.send(FIND, { tokens: throws })).errors).toMatchObject([
        {
          message: expect.stringContaining("send fewer tokens at a time") as string,
          extensions: { code: "INPUT_INVALID", field: "tokens" },
        },
      ]);
    });
  });

  it("refuses too many tokens, and more than some such lists in one request", async () => {
    const client = await Client.open(server.url);
    expect((await client.send(FIND, { tokens: Array.from({ length: 1_001 }, () => "a") })).errors).toMatchObject([
      {
        message: "At most 1000 tokens are verified at once, but got 1001.",
        extensions: { code: "INPUT_INVALID", field: "tokens" },
      },
    ]);
    const often = `{ ${Array.from({ length: 5 }, (_, at) => `f${at}: findTokens(tokens: []) { issued }`).join(" ")} }`;
    expect(await client.codes(often)).toEqual(["QUERY_TOO_COMPLEX"]);
    expect(await find(client, [])).toEqual([]);
  });
});
