import { describe, expect, it } from "vitest";
import { buildSchema } from "../../src/graphql/build-schema.ts";
import { RESOLVERS } from "../../src/resolvers.ts";
import { DIALECTS } from "../support/databases.ts";
import { graphql } from "../support/graphql.ts";
import { API_KEY } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { Client } from "../support/graphql-client.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

it("has these queries, mutations and subscriptions, each of which a test asks for", async () => {
  const schema = await buildSchema([...RESOLVERS]);
  const names = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map((type) =>
    Object.keys(type?.getFields() ?? {}).sort(),
  );
  expect(names).toEqual([
    [
      "alphabet",
      "alphabets",
      "customer",
      "findTokens",
      "formats",
      "node",
      "nodes",
      "paymentIntent",
      "productionLines",
      "quote",
      "session",
      "tokens",
      "verifyTokens",
    ],
    [
      "addAlphabet",
      "addFormat",
      "cancelTokens",
      "closeSession",
      "continueTokens",
      "deleteAllTokens",
      "deleteTokens",
      "openPayment",
      "openSession",
      "removeAlphabet",
      "removeAlphabets",
      "removeFormat",
      "requestTokens",
    ],
    ["production", "productions"],
  ]);
});

describe.each(DIALECTS)("the operations on %s", (dialect) => {
  const server = sharedServer(dialect, { environment: { AGREEMENT: "basic" } });
  const client = sharedClient(server);

  it("shows the session of the Session-Key as it was opened", async () => {
    const { session } = await client.ask<{ session: unknown }>(
      "{ session { id key note client agent limits { minTokens maxTokens minDigits maxDigits } timestamps { granted revoked } } }",
    );
    expect((session as { id: string }).id).not.toBe(client.sessionKey);
    expect(session).toEqual({
      id: expect.stringMatching(UUID) as string,
      key: client.sessionKey,
      note: "test",
      client: "127.0.0.1",
      agent: "node",
      limits: { minTokens: "1000", maxTokens: "100000", minDigits: 3, maxDigits: 100 },
      timestamps: { granted: expect.stringMatching(ISO) as string, revoked: null },
    });
  });

  it("shows the customer of the Api-Key with its agreement, its prices and all of its sessions", async () => {
    const { customer } = await client.ask<{ customer: { sessions: unknown[] } }>(`{ customer {
      id company email phone usage status address { postalCode city country streetAndNumber secondaryAddress }
      agreement { name limits { maxTokens } partBytes } price { job digit metrics rebate currency } sessions { edges { node { key } } }
    } }`);
    expect(customer).toEqual({
      id: expect.stringMatching(UUID) as string,
      company: null,
      email: null,
      phone: null,
      usage: "PERMANENT",
      status: "GRANTED",
      address: { postalCode: null, city: null, country: null, streetAndNumber: null, secondaryAddress: null },
      agreement: { name: "basic", limits: { maxTokens: "100000" }, partBytes: "1048576" },
      price: { job: "5", digit: "0.0009", metrics: "1", rebate: "0", currency: "EUR" },
      sessions: { edges: expect.arrayContaining([{ node: { key: client.sessionKey } }]) as unknown[] },
    });
  });

  it("closes a session once, and lists it as revoked from then on", async () => {
    const other = await Client.open(server.url);
    const close = `mutation ($id: ID, $key: UUID) { closeSession(id: $id, key: $key) { id key timestamps { revoked } } }`;
    const { session } = await other.ask<{ session: { id: string } }>("{ session { id } }");
    const wrong = { code: "INPUT_INVALID", field: "id" };
    for (const names of [{}, { id: session.id, key: other.sessionKey }])
      expect((await client.send(close, names)).errors).toMatchObject([{ extensions: wrong }]);
    expect((await client.send(close, { id: other.sessionKey })).errors, "the key is no id").toMatchObject([
      { extensions: { code: "NOT_FOUND", field: "id" } },
    ]);
    const { closeSession } = await client.ask<{ closeSession: unknown }>(close, { id: session.id });
    expect(closeSession).toEqual({
      id: session.id,
      key: other.sessionKey,
      timestamps: { revoked: expect.stringMatching(ISO) as string },
    });
    expect((await client.send(close, { key: other.sessionKey })).errors).toMatchObject([
      { extensions: { code: "NOT_FOUND", field: "key" } },
    ]);
    expect(await other.codes("{ session { id } }")).toEqual(["SESSION_REFUSED"]);
    const { customer } = await client.ask<{ customer: { session: unknown; sessions: { edges: unknown[] } } }>(
      "query ($key: UUID!) { customer { session(key: $key) { ...S } sessions { edges { node { ...S } } } } } fragment S on Session { id key timestamps { revoked } }",
      { key: other.sessionKey },
    );
    expect(customer.session).toEqual(closeSession);
    expect(customer.sessions.edges).toContainEqual({ node: closeSession });
  });

  it("adds, finds, lists and removes alphabets of the session's own", async () => {
    const add = (name: string, chars: string) =>
      client.ask(
        `mutation ($input: AddAlphabetInput!) { addAlphabet(input: $input) { name style chars length bytes ascii parity } }`,
        { input: { name, chars } },
      );
    expect(await add("NUCLEOBASES", "ACGT")).toEqual({
      addAlphabet: { name: "NUCLEOBASES", style: "CUSTOM", chars: "ACGT", length: 4, bytes: 4, ascii: true, parity: 0 },
    });
    await add("COINS", "ab");
    expect(
      await client.ask(
        `{ alphabet(name: "NUCLEOBASES") { capacity(digits: 10) { digits available reachable } } none: alphabet(name: "NONE") { name } }`,
      ),
    ).toEqual({
      alphabet: { capacity: { digits: 10, available: "1048576", reachable: "100000" } },
      none: null,
    });
    expect(await client.ask("{ alphabets(style: CUSTOM) { edges { node { name } } } }")).toEqual({
      alphabets: { edges: [{ node: { name: "COINS" } }, { node: { name: "NUCLEOBASES" } }] },
    });
    expect(await client.ask(`{ alphabets(length: 6, chars: "⚀") { edges { node { name style } } } }`)).toEqual({
      alphabets: { edges: [{ node: { name: "DICE", style: "PRESET" } }] },
    });
    expect(await client.ask(`mutation { removeAlphabet(name: "COINS") { name } }`)).toEqual({
      removeAlphabet: { name: "COINS" },
    });
    expect(await client.ask("mutation { removeAlphabets { name } }")).toEqual({
      removeAlphabets: [{ name: "NUCLEOBASES" }],
    });
  });

  it("orders a line and shows it in every view", async () => {
    const payment = { transaction: "8F14E45F-ceea-467f-a0e6-2f1f0c7b5d3a", ident: `pi_${dialect}` };
    const seed = "ABCDEF01-2222-4333-8444-555555555555";
    const id = await client.ordered({ alphabet: "LOWER_LATIN", digits: 3, size: "8788", seed, payment });
    await client.reached(id, "finished");
    const { tokens } = await client.ask<{ tokens: Record<string, unknown> }>(
      `query ($id: ID!) { tokens(id: $id) {
        id digits seed analysisLevel alphabet { name style chars } payment { transaction ident } parts { number firstIndex size payment { transaction } status { status } }
        requested: status(view: REQUESTED) { status available progress rate files { kind } } started: status(view: STARTED) { status available progress }
        ended: status(view: ENDED) { status available partial files { kind size } } finished: status(view: FINISHED) { status progress } analyzed: status(view: ANALYZED) { status }
      } }`,
      { id },
    );
    expect(tokens).toEqual({
      id,
      digits: 3,
      seed,
      analysisLevel: "NONE",
      alphabet: { name: "LOWER_LATIN", style: "PRESET", chars: "abcdefghijklmnopqrstuvwxyz" },
      payment: { ...payment, transaction: payment.transaction.toLowerCase() },
      parts: [
        {
          number: 1,
          firstIndex: "0",
          size: "8788",
          payment: { transaction: payment.transaction.toLowerCase() },
          status: { status: "FINISHED" },
        },
      ],
      requested: { status: "REQUESTED", available: "17576", progress: 0, rate: null, files: [] },
      started: { status: "STARTED", available: "17576", progress: 0 },
      ended: {
        status: "ENDED",
        available: "8788",
        partial: true,
        files: [
          { kind: "DATA", size: "35151" },
          { kind: "DATA_GZ", size: null },
        ],
      },
      finished: { status: "FINISHED", progress: 100 },
      analyzed: null,
    });
  });

  it("deletes every line of the session, newest first, and answers none when there are none", async () => {
    const other = await Client.open(server.url);
    const first = await other.ordered();
    const second = await other.ordered();
    const deleteAll = "mutation { deleteAllTokens { id status { status } } }";
    const { deleteAllTokens } = await other.ask<{ deleteAllTokens: { id: string }[] }>(deleteAll);
    expect(deleteAllTokens.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(deleteAllTokens).toEqual(deleteAllTokens.map(({ id }) => ({ id, status: { status: "DELETED" } })));
    expect(await other.ask(deleteAll)).toEqual({ deleteAllTokens: [] });
  });

  it("refuses credentials that are absent, malformed, unknown, revoked or of the other kind with one answer each", async () => {
    for (const key of [undefined, "", "x", "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", API_KEY]) {
      const { errors } = await graphql(server.url, "{ session { id } }", {
        headers: key === undefined ? {} : { "Session-Key": key },
      });
      expect(errors).toMatchObject([
        { message: "Send the Session-Key of an open session.", extensions: { code: "SESSION_REFUSED" } },
      ]);
    }
    for (const key of [undefined, "", "x", "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", client.sessionKey]) {
      const { errors } = await graphql(server.url, "mutation { openSession { key } }", {
        headers: key === undefined ? {} : { "Api-Key": key },
      });
      expect(errors).toMatchObject([{ message: "Unknown Api-Key.", extensions: { code: "API_KEY_REFUSED" } }]);
    }
  });

  it("takes both keys in any letter case", async () => {
    const headers = { "API-KEY": API_KEY.toUpperCase(), "SESSION-KEY": client.sessionKey.toUpperCase() };
    expect((await graphql(server.url, "{ session { id } customer { status } }", { headers })).errors).toEqual([]);
  });

  it("refuses a note that is too long, or holds what would not be kept as it was sent: NUL, or half of a character", async () => {
    for (const note of ["x".repeat(1_001), "a\0b", "x\ud800y", "\udc00"]) {
      const { errors } = await client.send("mutation ($note: String) { openSession(note: $note) { key } }", { note });
      expect(errors).toMatchObject([{ extensions: { code: "INPUT_INVALID", field: "note" } }]);
    }
  });

  it("shows what a mutation has changed to what is read after it in the same document", async () => {
    const other = await Client.open(server.url);
    await other.ordered({ size: "2000" });
    const id = await other.ordered({ size: "3000" });
    await other.reached(id, "FINISHED");
    const { first, second } = await other.ask<
      Record<string, { status: { status: string }; parts: { status: { status: string } }[] }>
    >(
      `mutation ($id: ID!) {
        first: requestTokens(input: { alphabet: "DICE", digits: 5, size: 1000 }) { status { status } }
        second: deleteTokens(id: $id) { status { status } parts { status { status } } }
        deleteAllTokens { status { status } }
      }`,
      { id },
    );
    expect(first?.status.status).toMatch(/REQUESTED|STARTED|ENDED|FINISHED/);
    expect(second).toEqual({ status: { status: "DELETED" }, parts: [{ status: { status: "DELETED" } }] });
  });
});
