import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { Client } from "../support/graphql-client.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { API_KEY, newServer, type TestServer } from "../support/server.ts";

/** What Koa answers in any case: the page of another origin may not read it, but the answer is the same. */
const BY_KOA = { Origin: "https://elsewhere.example" };

describe.each(DIALECTS)("an answer that is given past Koa, on %s", (dialect) => {
  let server: TestServer;
  let client: Client;
  let lineId: string;
  beforeAll(async () => {
    server = await newServer(dialect);
    client = await Client.open(server.url);
    lineId = await client.ordered();
    await client.reached(lineId, "finished");
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** All of an answer but what is its own. */
  async function shown(path: string, init: RequestInit) {
    const response = await fetch(`${server.url}${path}`, init);
    const { "x-request-id": id, date, ...headers } = Object.fromEntries(response.headers);
    expect([id, date]).not.toContain(undefined);
    const text = await response.text();
    return { status: response.status, headers, text: text.replaceAll(/"requestId":"[^"]+"/g, '"requestId":""') };
  }

  async function expectSame(path: string, init: RequestInit & { readonly headers: Record<string, string> }) {
    const direct = await shown(path, init);
    expect(direct).toEqual(await shown(path, { ...init, headers: { ...init.headers, ...BY_KOA } }));
    return direct;
  }

  const post = (query: unknown, variables = {}, headers: Record<string, string> = client.headers) => ({
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const STATUS =
    "query ($id: ID!) { tokens(id: $id) { id digits status { status progress size timestamps { ended } } } }";

  it("is Koa's and Apollo's in its status, its headers and its words, as often as it is asked for", async () => {
    for (let times = 0; times < 4; times += 1)
      expect((await expectSame("/graphql", post(STATUS, { id: lineId }))).text).toContain('"FINISHED"');
  });

  it.each<[string, unknown, Record<string, unknown>]>([
    ["a word that the schema does not have", "{ nothing }", {}],
    ["what is no document", "{", {}],
    ["what is no query", 1, {}],
    ["a variable of another type", STATUS, { id: [1] }],
    ["a line that is not there", STATUS, { id: "nothing" }],
    ["a refusal among answers", "{ productionLines(first: -1) { totalCount } session { id } }", {}],
    ["a refused mutation", 'mutation { cancelTokens(id: "nothing") { id } }', {}],
    ["a subscription", "subscription { productions { status { status } } }", {}],
    [
      "an operation that costs too much",
      "{ productionLines(first: 1000) { edges { node { parts { certificate analysis { level } } } } } }",
      {},
    ],
  ])("is the same for %s", async (_what, query, variables) => {
    for (let times = 0; times < 4; times += 1) await expectSame("/graphql", post(query, variables));
  });

  it("is the same without a credential, with a wrong one, and for an Api-Key", async () => {
    for (const headers of [{}, { "Session-Key": crypto.randomUUID() }, { "Api-Key": API_KEY }])
      await expectSame("/graphql", post("{ customer { id } session { id } }", {}, headers));
  });

  it("has the media type that its client prefers", async () => {
    for (const Accept of [
      "*/*",
      "application/json",
      "application/graphql-response+json",
      "application/graphql-response+json, application/json",
      "application/graphql-response+json,application/json;q=0.9",
      "text/html",
    ])
      for (const query of ["{ __typename }", "{ nothing }"])
        await expectSame("/graphql", post(query, {}, { ...client.headers, Accept }));
  });

  it("is the facade's by REST: records, those that are not reached, and lines that are not there", async () => {
    for (const view of ["", "/requested", "/finished", "/analyzed", "/nothing"])
      for (const id of [lineId, crypto.randomUUID(), "nothing"])
        await expectSame(`/api/tokens/${id}${view}`, { headers: client.headers });
    await expectSame(`/api/tokens/${lineId}/requested`, { headers: { ...client.headers, "If-None-Match": "*" } });
    await expectSame(`/api/tokens/${lineId}/requested`, { headers: {} });
  });

  it("is counted once, and refused above the rate as every other", async () => {
    await setQuotas(server, { requestsPerSecond: 3 });
    try {
      await expect
        .poll(async () => {
          const answers = await Promise.all(
            Array.from({ length: 4 }, () => fetch(`${server.url}/graphql`, post("{ __typename }"))),
          );
          return answers
            .map(({ status, headers }) => `${status} ${headers.get("ratelimit")?.split(";t")[0]}`)
            .toSorted();
        })
        .toEqual(['200 "default";r=0', '200 "default";r=1', '200 "default";r=2', '429 "default";r=0']);
    } finally {
      await setQuotas(server, { requestsPerSecond: null });
    }
  });
});
