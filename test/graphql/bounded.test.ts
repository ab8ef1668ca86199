import { describe, expect, it } from "vitest";
import { API_KEY } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { Client } from "../support/graphql-client.ts";

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly length: number;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly field?: string; readonly cost?: unknown };
  }[];
  readonly extensions?: { readonly cost: unknown };
}

const ALPHABET = "mutation ($t: AddAlphabetInput!) { addAlphabet(input: $t) { name } }";
const VERIFY = `query ($t: [String!]!) { verifyTokens(id: "x", tokens: $t) { issued } }`;
const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, 1]));

/** What anybody can send, without a credential. */
describe("before it is trusted, a request", () => {
  const server = sharedServer("sqlite", { onStatement: (statement) => statements.push(statement) });
  const statements: string[] = [];

  async function send(body: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body,
    });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      length: text.length,
      errors: [],
      ...(JSON.parse(text) as object),
    };
  }

  async function get(search: string): Promise<Answer> {
    const response = await fetch(`${server.url}/graphql?${search}`, { headers: { "Apollo-Require-Preflight": "1" } });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      length: text.length,
      errors: [],
      ...(JSON.parse(text) as object),
    };
  }

  const ask = (query: string, variables?: unknown) => send(JSON.stringify({ query, variables }));

  it.each([
    "null",
    "false",
    "true",
    "0",
    "7",
    '""',
    '"{session{id}}"',
    "[]",
    "[{}]",
    `[{"query":"{__typename}"}]`,
    "{}",
    '{"query":null}',
    '{"query":5}',
    '{"query":""}',
    '{"query":{}}',
    '{"query":["{__typename}"]}',
    '{"query":{"kind":"Document"}}',
    '{"query":"{__typename}","variables":[]}',
    '{"query":"{__typename}","variables":"{}"}',
    '{"query":"{__typename}","variables":1}',
    '{"query":"{__typename}","variables":false}',
    '{"query":"{__typename}","operationName":""}',
    '{"query":"{__typename}","operationName":5}',
    '{"query":"{__typename}","operationName":false}',
    '{"query":"{__typename}","operationName":{}}',
    '{"query":"{__typename}","extensions":1}',
    '{"query":"{__typename}","extensions":[]}',
    '{"query":"{__typename}","extensions":""}',
    '{"extensions":{"persistedQuery":{"version":2}}}',
    '{"extensions":{}}',
  ])("with the body %s is answered with 400 in GraphQL's shape", async (body) => {
    for (const Accept of ["application/json", "application/graphql-response+json"]) {
      const { status, type, errors } = await send(body, { Accept });
      expect(status).toBe(400);
      expect(type).toContain(Accept);
      expect(errors).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(/\w/) as string,
          extensions: expect.objectContaining({ code: expect.any(String) as string }) as object,
        }),
      ]);
    }
  });

  it.each([
    "",
    "query=",
    "query=%7B__typename%7D&operationName=",
    "query=%7B__typename%7D&variables=%5B%5D",
    "query=%7B__typename%7D&variables=x",
    "query=%7B__typename%7D&variables=1",
    "query=%7B__typename%7D&query=%7B__typename%7D",
    "query=%7B__typename%7D&extensions=5",
  ])("by GET with %j is answered with 400 in GraphQL's shape", async (search) => {
    const { status, errors } = await get(search);
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_REQUEST" } }]);
  });

  it("that changes something is not answered by GET: 405", async () => {
    const { status, errors } = await get(`query=${encodeURIComponent("mutation { removeAlphabets { name } }")}`);
    expect(status).toBe(405);
    expect(errors).toHaveLength(1);
  });

  it.each([
    ["lists in a literal", `{ quote(input: { size: ${"[".repeat(2_400)}1${"]".repeat(2_400)} }) { bytes } }`],
    ["objects in a literal", `{ quote(input: ${"{a:".repeat(1_600)}1${"}".repeat(1_600)}) { bytes } }`],
    ["selections", `${"{a".repeat(2_000)}${"}".repeat(2_000)}`],
    ["types of a variable", `query ($t: ${"[".repeat(2_000)}Int${"]".repeat(2_000)}) { __typename }`],
    ["brackets that never close", "[".repeat(1_000_000)],
    ["brackets after a string with quotes", `{ alphabet(name: "\\"[") { name } ${"{a".repeat(60)}`],
    ["brackets after a block string with quotes", `{ alphabet(name: """\\"""[ """) { name } ${"{a".repeat(60)}`],
    ["brackets after a comment", `# "[\n${"{a".repeat(60)}`],
  ])("is refused for the depth of its %s", async (_what, query) => {
    for (const answer of [
      await ask(query),
      ...(query.length < 8_000 ? [await get(`query=${encodeURIComponent(query)}`)] : []),
    ]) {
      expect(answer.errors).toMatchObject([
        { message: "A document is nested at most 50 levels deep.", extensions: { code: "QUERY_TOO_COMPLEX" } },
      ]);
    }
  });

  it("is refused by its validation also where one of GraphQL's rules throws what it finds", async () => {
    const { errors } = await ask(
      "subscription ($absent: Boolean!) { production @skip(if: $absent) { status { status } } ...F @include(if: $absent) } fragment F on Subscription { production { status { status } } }",
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining("$absent") as string, extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
  });

  it("may have any brackets in its strings and comments, and be as deep as tools ask", async () => {
    const { errors } = await ask(
      `# ${"[".repeat(100)}\n{ __typename __type(name: "${"{(".repeat(100)}") { name } other: __type(name: """${'["'.repeat(100)} \\""" """) { name } }`,
    );
    expect(errors).toEqual([]);
    expect(
      (await ask(`{ __schema { types { fields { type ${"{ ofType ".repeat(20)}{ name }${" }".repeat(20)} } } } }`))
        .errors,
    ).toEqual([]);
  });

  it.each([
    ["a name", `{ ${"a".repeat(1_000_000)} }`, "256 characters"],
    ["many lines", `${"\n".repeat(400_000)}{ __typename }`, "10000 lines"],
    ["many lines in a block string", `{ alphabet(name: """${"\n ".repeat(300_000)}""") { name } }`, "10000 lines"],
    ["a number", `{ alphabets(length: ${"1".repeat(1_000_000)}) { pageInfo { endCursor } } }`, "Int cannot represent"],
  ])("is refused for %s, in few words", async (_what, query, says) => {
    const { errors, length } = await ask(query);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain(says);
    expect(length).toBeLessThan(1_000);
  });

  it.each([
    ["9,000 unknown members", ALPHABET, { t: { name: "A", chars: "ab", ...members(9_000) } }],
    ["members of a megabyte", ALPHABET, { t: { name: "A", chars: 5, x: "x".repeat(1_000_000) } }],
    ["a name of a megabyte", ALPHABET, { t: { name: "A", chars: "ab", ["x".repeat(1_000_000)]: 1 } }],
    ["9,000 numbers where text is wanted", VERIFY, { t: Array.from({ length: 9_000 }, () => 1) }],
    [
      "a text of a megabyte where a list of numbers is wanted",
      "query ($t: Int) { alphabets(length: $t) { edges { node { name } } } }",
      { t: '"\\'.repeat(200_000) },
    ],
  ])("with %s in its variables is refused by one short error", async (_what, query, variables) => {
    const { status, errors, length } = await ask(query, variables);
    expect(status).toBe(200);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(errors[0]?.message.length).toBeLessThanOrEqual(520);
    expect(length).toBeLessThan(1_500);
  });

  it.each([
    [
      "25,000 unknown members",
      JSON.stringify({ query: ALPHABET, variables: { t: members(25_000) } }),
      "more than 10000 values",
    ],
    [
      "520,000 numbers",
      `{"query":${JSON.stringify(VERIFY)},"variables":{"t":[${"1,".repeat(59_000)}1]}}`,
      "more than 10000 values",
    ],
    ["340,000 objects", `{"query":"{__typename}","x":[${"{},".repeat(340_000)}1]}`, "more than 10000 values"],
    ["depth", `{"query":"{__typename}","variables":${'{"a":'.repeat(40)}1${"}".repeat(41)}`, "deeper than 32 levels"],
  ])("made of %s is refused before it is looked at", async (_what, body, says) => {
    const { status, errors } = await send(body);
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(says) as string, extensions: { code: "BODY_UNREADABLE" } },
    ]);
  });

  it.each([
    ["unknown fields", `{ ${Array.from({ length: 2_000 }, (_, at) => `f${at}`).join(" ")} }`],
    [
      "unknown members",
      `{ quote(input: { size: 1 ${Array.from({ length: 1_500 }, (_, at) => `u${at}: 1`).join(" ")} }) { bytes } }`,
    ],
    ["arguments of one name", `{ alphabets(${"length: 1 ".repeat(1_600)}) { id } }`],
    ["operations of one name", Array.from({ length: 900 }, () => "query A { __typename }").join(" ")],
    [
      "unknown names of 250 characters",
      `{ ${Array.from({ length: 2_000 }, (_, at) => "a".repeat(245) + String(at)).join(" ")} }`,
    ],
    ["numbers for texts", `{ verifyTokens(id: 1, tokens: [${"1 ".repeat(4_900)}]) { token } }`],
  ])("with many %s is told of ten and no more", async (_what, query) => {
    const { errors, length } = await ask(query);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(11);
    expect(
      errors.every(
        ({ extensions: { code }, message }) => code === "GRAPHQL_VALIDATION_FAILED" && message.length <= 520,
      ),
    ).toBe(true);
    expect(length).toBeLessThan(150_000);
  });

  it.each([
    ["the same field", `{ ${"session { id } ".repeat(1_240)} }`, "names the same field at most 50 times"],
    [
      "the same field in inline fragments",
      `{ ${"... { session { id } } ".repeat(700)} }`,
      "names the same field at most 50 times",
    ],
    [
      "fragments",
      `{ ${Array.from({ length: 300 }, (_, at) => `...F${at}`).join(" ")} } ${Array.from({ length: 300 }, (_, at) => `fragment F${at} on Query { session { id } }`).join(" ")}`,
      "at most 50 fragments",
    ],
  ])("with many of %s is refused before they are compared", async (_what, query, says) => {
    expect((await ask(query)).errors).toMatchObject([
      { message: expect.stringContaining(says) as string, extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
  });

  it("is told what it costs, and where it costs too much, how much it may", async () => {
    expect(await ask("{ __typename }")).toMatchObject({ extensions: { cost: { requested: 1, limit: 100_000 } } });
    const { errors } = await ask(
      `{ ${Array.from({ length: 50 }, (_, at) => `a${at}: alphabets { edges { node { name } } }`).join(" ")} }`,
    );
    expect(errors).toMatchObject([
      { extensions: { code: "QUERY_TOO_COMPLEX", cost: { requested: 118_800, limit: 100_000 } } },
    ]);
  });

  it("that lists large alphabets over and over reads them once, and one answer has at most ten million of their characters", async () => {
    const chars = String.fromCodePoint(...Array.from({ length: 20_000 }, (_, at) => 0x20000 + at));
    const client = await Client.open(server.url, API_KEY);
    await client.ask(ALPHABET, { t: { name: "LARGE", chars } });
    const aliases = (asked: string) =>
      `{ ${Array.from({ length: 8 }, (_, at) => `a${at}: alphabets(style: CUSTOM) { ${asked} }`).join(" ")} }`;
    statements.length = 0;
    expect((await client.send(aliases("edges { node { name } }"))).errors).toEqual([]);
    expect(statements.filter((statement) => statement.includes("custom_alphabet"))).toHaveLength(1);
    const { errors } = await client.send(
      `{ ${Array.from({ length: 252 }, (_, at) => `a${at}: alphabet(name: "LARGE") { chars }`).join(" ")} }`,
    );
    expect(errors.map(({ extensions: { code } }) => code)).toEqual(["QUERY_TOO_COMPLEX", "QUERY_TOO_COMPLEX"]);
  });
});
