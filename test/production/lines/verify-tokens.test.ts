import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Customer } from "../../../src/access/customer.entity.ts";
import { Part } from "../../../src/production/records/part.entity.ts";
import { chunk } from "../../../src/generator/chunk.ts";
import { generatorLineOf } from "../../../src/production/records/generator-line.ts";
import { adoptLine } from "../../../src/snapshot/ledger.ts";
import { Client, ENDLESS } from "../../support/graphql-client.ts";
import { tokensIn } from "../../generator/support/lines.ts";
import { DIALECTS } from "../../support/databases.ts";
import { newServer, type TestServer } from "../../support/server.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { storageOf } from "../../support/storage.ts";

const VERIFY = `query ($id: ID!, $tokens: [String!]!) { verifyTokens(id: $id, tokens: $tokens) { token issued result index part position } }`;
const NO = { issued: false, result: "NOT_ISSUED", index: null, part: null, position: null };
const NO_TOKEN = { ...NO, result: "NOT_A_TOKEN" };

interface Verified {
  readonly token: string;
  readonly issued: boolean;
  readonly result: string;
  readonly index: string | null;
  readonly part: number | null;
  readonly position: string | null;
}

function verified(client: Client, id: string, tokens: readonly string[]): Promise<Verified[]> {
  return client.ask<{ verifyTokens: Verified[] }>(VERIFY, { id, tokens }).then(({ verifyTokens }) => verifyTokens);
}

/** What is said of one token, beside itself. */
async function said(client: Client, id: string, token = ""): Promise<Omit<Verified, "token">> {
  const [answer] = await verified(client, id, [token]);
  const { token: echo, ...rest } = answer ?? { token: "", ...NO };
  expect(echo).toBe(token);
  return rest;
}

/** Of a part that begins where the first one ends, which has 1,000 tokens, unless it is the first. */
function issued(part: number, position: number): Omit<Verified, "token"> {
  const index = String(position + (part === 1 ? 0 : 1_000));
  return { issued: true, result: "ISSUED", index, part, position: String(position) };
}

async function continued(client: Client, input: { id: string; size: string; snapshot?: string }): Promise<void> {
  await client.ask(`mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }`, { input });
}

async function snapshotOf({ url, headers }: Client, id: string): Promise<string> {
  return Buffer.from(await (await fetch(`${url}/api/tokens/${id}/snapshot`, { headers })).arrayBuffer()).toString(
    "base64",
  );
}

/** Tokens of a line by their indexes, whether or not anybody was shown them. */
async function tokensOf({ place }: TestServer, id: string, indexes: readonly bigint[]): Promise<string[]> {
  await using storage = await storageOf(place);
  const line = generatorLineOf(await storage.line(id), storage.keyring());
  if (line === null) throw new Error("The line has no key.");
  return indexes.flatMap((index) => tokensIn(chunk(line, index, 1).bytes));
}

describe.each(DIALECTS)("verifying tokens on %s", (dialect) => {
  const statements: string[] = [];
  const server = sharedServer(dialect, { onStatement: (statement) => statements.push(statement) });
  const client = sharedClient(server);

  it("tells part and place of every line of a data file", async () => {
    const id = await client.ordered({ alphabet: "DICE", digits: 5, size: "7776" });
    await client.reached(id, "finished");
    const lines = (await (await client.data(id)).text()).split("\n");
    const found: Verified[] = [];
    for (let first = 0; first < lines.length; first += 1_000)
      found.push(...(await verified(client, id, lines.slice(first, first + 1_000))));
    expect(found).toEqual(lines.map((token, position) => ({ token, ...issued(1, position) })));
  });

  it("tells the first and the last token of each part, and that the one after the last is not issued, in the order asked", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    await continued(client, { id, size: "500" });
    await client.reached(id, "finished");
    const [first = "", second = ""] = await Promise.all(
      [1, 2].map(async (part) => (await client.data(id, `?part=${part}`)).text()),
    );
    const [one, two, three, four] = [first.slice(0, 12), first.slice(-12), second.slice(0, 12), second.slice(-12)];
    const [next = "", last = ""] = await tokensOf(server, id, [1_500n, 26n ** 12n - 1n]);
    const answers = await verified(client, id, [next, four, one, three, two, one, last]);
    expect(answers).toEqual([
      { token: next, ...NO },
      { token: four, ...issued(2, 499) },
      { token: one, ...issued(1, 0) },
      { token: three, ...issued(2, 0) },
      { token: two, ...issued(1, 999) },
      { token: one, ...issued(1, 0) },
      { token: last, ...NO },
    ]);
  });

  it("says of whatever is no token of the line that it is none, and not issued", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const token = (await (await client.data(id)).text()).slice(0, 12);
    const none = [
      "",
      token.slice(1),
      `${token}a`,
      `${token}\n`,
      token.toUpperCase(),
      ` ${token.slice(1)}`,
      "\ud83d".repeat(12),
      `${token.slice(1)}\ude00`,
      "a".repeat(500_000),
      "\0",
    ];
    expect(await verified(client, id, [...none, token])).toEqual([
      ...none.map((each) => ({ token: each, ...NO_TOKEN })),
      { token, ...issued(1, 0) },
    ]);
  });

  it("says so of the tokens of a part until it has ended, and of a cancelled one's until another part has made them", async () => {
    const id = await client.ordered({ size: ENDLESS });
    const [first = "", at = "", after = ""] = await tokensOf(server, id, [0n, 1_000n, 1_999n]);
    await client.reached(id, "started");
    expect(await said(client, id, first)).toEqual(NO);
    await client.cancel(id);
    expect(await said(client, id, first)).toEqual(NO);
    await continued(client, { id, size: "1000" });
    await client.reached(id, "finished");
    await continued(client, { id, size: String(ENDLESS) });
    await client.reached(id, "started");
    expect((await verified(client, id, [first, at, after])).map(({ part, position }) => [part, position])).toEqual([
      [2, "0"],
      [null, null],
      [null, null],
    ]);
    await client.cancel(id);
    expect(await said(client, id, at)).toEqual(NO);
    await continued(client, { id, size: "1000" });
    await client.reached(id, "finished");
    expect((await verified(client, id, [first, at, after])).map(({ part, position }) => [part, position])).toEqual([
      [2, "0"],
      [4, "0"],
      [4, "999"],
    ]);
  });

  it("knows no line that is deleted, and all tokens of one that has come back, in the session that has it", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const [first, second] = await tokensOf(server, id, [7n, 1_000n]);
    const snapshot = await snapshotOf(client, id);
    await client.delete(id);
    expect(await client.codes(VERIFY, { id, tokens: [first] })).toEqual(["NOT_FOUND"]);
    const other = await Client.open(server.url);
    await continued(other, { id, size: String(ENDLESS), snapshot });
    expect([await said(other, id, first), await said(other, id, second)]).toEqual([issued(1, 7), NO]);
    await other.delete(id);
    await continued(other, { id, size: "1000", snapshot });
    await other.reached(id, "finished");
    expect([await said(other, id, first), await said(other, id, second)]).toEqual([issued(1, 7), issued(3, 0)]);
    expect(await client.codes(VERIFY, { id, tokens: [first] })).toEqual(["NOT_FOUND"]);
  });

  it("refuses lines that the session has not, each alike, and who has no session", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const stranger = await Client.open(server.url);
    for (const [by, wrong] of [
      [stranger, id],
      [client, randomUUID()],
      [client, "no uuid"],
      [client, ""],
    ] as const) {
      const { errors } = await by.send(VERIFY, { id: wrong, tokens: ["a"] });
      expect(errors).toMatchObject([
        { message: "The session has no production line with that id.", extensions: { code: "NOT_FOUND", field: "id" } },
      ]);
    }
    expect(await Client.of(server.url, randomUUID()).codes(VERIFY, { id, tokens: ["a"] })).toEqual(["SESSION_REFUSED"]);
  });

  it("takes none to 1,000 tokens and refuses more, and no more than some such lists in one request", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const list = (length: number) => Array.from({ length }, () => "a");
    expect(await verified(client, id, [])).toEqual([]);
    expect(await verified(client, id, list(1_000))).toHaveLength(1_000);
    const { errors } = await client.send(VERIFY, { id, tokens: list(1_001) });
    expect(errors).toMatchObject([
      {
        message: "At most 1000 tokens are verified at once, but got 1001.",
        extensions: { code: "INPUT_INVALID", field: "tokens" },
      },
    ]);
    const often = (times: number) =>
      `query ($id: ID!, $tokens: [String!]!) { ${Array.from({ length: times }, (_, at) => `v${at}: verifyTokens(id: $id, tokens: $tokens) { issued }`).join(" ")} }`;
    expect(await client.codes(often(9), { id, tokens: list(1_000) })).toEqual([]);
    expect(await client.codes(often(10), { id, tokens: list(1_000) })).toEqual(["QUERY_TOO_COMPLEX"]);
    expect(await client.codes(VERIFY, { id, tokens: [null] })).toEqual(["BAD_USER_INPUT"]);
  });

  it("writes nothing down", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    statements.length = 0;
    await verified(client, id, ["a"]);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((statement) => !statement.startsWith("[query] select "))).toEqual([]);
  });
});

describe.each(DIALECTS)("verifying tokens of a line that did not go on as usual, on %s", (dialect) => {
  it("tells those of a part that an earlier version has failed once it had ended", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    const id = await client.ordered();
    await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    await storage.em.nativeUpdate(Part, { lineId: id }, { status: "failed" });
    const [last, next] = await tokensOf(server, id, [999n, 1_000n]);
    expect([await said(client, id, last), await said(client, id, next)]).toEqual([issued(1, 999), NO]);
  });

  it("tells that those are issued which another database has made, but not where", async () => {
    const environment = { MASTER_KEY: randomBytes(32).toString("base64") };
    await using elsewhere = await newServer(dialect, { environment });
    const there = await Client.open(elsewhere.url);
    const id = await there.ordered();
    await there.reached(id, "finished");
    const token = (await (await there.data(id)).text()).slice(0, 12);

    await using server = await newServer(dialect, { environment });
    await using storage = await storageOf(server.place);
    const { id: customerId } = await storage.em.findOneOrFail(Customer, { id: { $ne: null } });
    await storage.em.transactional((em) => adoptLine(em, { lineId: id, customerId, nextIndex: 1_000n }));
    const client = await Client.open(server.url);
    expect(await client.codes(VERIFY, { id, tokens: [token] })).toEqual(["NOT_FOUND"]);
    await continued(client, { id, size: String(ENDLESS), snapshot: await snapshotOf(there, id) });
    expect(await said(client, id, token)).toEqual({
      issued: true,
      result: "ISSUED",
      index: "0",
      part: null,
      position: null,
    });
  });
});
