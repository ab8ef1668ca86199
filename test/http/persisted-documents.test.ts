import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sharedClient, sharedServer } from "../support/shared.ts";

/** Automatic persisted queries, as Apollo's clients send them. */
describe("a document that is known by its hash", () => {
  const server = sharedServer("sqlite");
  const client = sharedClient(server);
  let count = 0;
  /** One that nobody has sent yet. */
  const newDocument = () => `{ __typename } # ${(count += 1)}`;
  const persistedAs = (query: string, version = 1) => ({
    persistedQuery: { version, sha256Hash: hash("sha256", query) },
  });

  async function send(body: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return response.text();
  }

  async function get(parameters: Record<string, string>, headers: Record<string, string> = {}) {
    const search = new URLSearchParams(parameters).toString();
    const response = await fetch(`${server.url}/graphql?${search}`, {
      headers: { "Apollo-Require-Preflight": "1", ...headers },
    });
    return response.text();
  }

  const ANSWER = '"__typename":"Query"';
  /** Usual ones are answered directly, others by Apollo. */
  const ACCEPTS = ["application/json", "application/json;q=0.8"];

  it.each(ACCEPTS.flatMap((first) => ACCEPTS.map((then) => [first, then] as const)))(
    "is asked for, sent with it, and not asked for again (Accept: %s, then %s)",
    async (first, then) => {
      const query = newDocument();
      const extensions = persistedAs(query);
      expect(await send({ extensions }, { Accept: first })).toContain('"code":"PERSISTED_QUERY_NOT_FOUND"');
      expect(await send({ query, extensions }, { Accept: first })).toContain(ANSWER);
      expect(await send({ extensions }, { Accept: then })).toContain(ANSWER);
      expect(await get({ extensions: JSON.stringify(extensions) })).toContain(ANSWER);
    },
  );

  it("is answered by a stream of events, too", async () => {
    const query = newDocument();
    const extensions = persistedAs(query);
    const headers = { ...client.headers, Accept: "text/event-stream" };
    expect(await send({ extensions }, headers)).toContain("PersistedQueryNotFound");
    expect(await send({ query, extensions }, headers)).toContain(ANSWER);
    expect(await send({ extensions }, headers)).toContain(ANSWER);
    expect(await get({ extensions: JSON.stringify(extensions) }, headers)).toContain(ANSWER);
  });

  it("takes its variables and its operation's name along", async () => {
    const query = "query a { __typename } query b($on: Boolean!) { session @include(if: $on) { key } }";
    const extensions = persistedAs(query);
    await send({ query, extensions, operationName: "a" });
    expect(await send({ extensions, operationName: "a" })).toContain(ANSWER);
    expect(await send({ extensions, operationName: "b", variables: { on: true } }, client.headers)).toContain(
      client.sessionKey,
    );
  });

  it("cannot be put in another one's place", async () => {
    const query = newDocument();
    expect(await send({ query: "{ session { key } }", extensions: persistedAs(query) })).toContain(
      "provided sha does not match query",
    );
    expect(await send({ extensions: persistedAs(query) })).toContain("PERSISTED_QUERY_NOT_FOUND");
  });

  it.each([[2], [undefined]])("is not looked for by another version of the protocol: %s", async (version) => {
    const query = newDocument();
    const { persistedQuery } = persistedAs(query);
    const extensions = { persistedQuery: { ...persistedQuery, version } };
    expect(await send({ query, extensions })).toContain("Unsupported persisted query version");
    expect(await send({ extensions: persistedAs(query) })).toContain("PERSISTED_QUERY_NOT_FOUND");
  });

  it.each(["", 5, "x", []])("is not there where the extension is %j", async (persistedQuery) => {
    const answer = await send({ query: "{ __typename }", extensions: { persistedQuery } });
    expect(answer).toMatch(/"errors":\[|__typename/);
    expect(answer).not.toContain("INTERNAL");
  });
});
