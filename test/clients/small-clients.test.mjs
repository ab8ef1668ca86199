import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EventSource } from "eventsource";
import { ClientError, gql, GraphQLClient } from "graphql-request";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import WebSocket from "ws";
import { startFront } from "./support/front.mjs";
import { ask, INPUT, openSession, order, startService, until } from "./support/service.mjs";

const FOLLOW = "subscription ($id: ID!) { production(id: $id) { tokens { id status { status } } } }";
const SMALL = { ...INPUT, size: "10" };
const FOLLOW_ALL = "subscription { productions { tokens { id status { status } } } }";

let service;
let headers;
before(async () => {
  service = await startService();
  headers = await openSession(service.url);
});
after(() => service[Symbol.asyncDispose]());

test("graphql-request asks, and throws a refusal with its code", async () => {
  const client = new GraphQLClient(`${service.url}/graphql`, { headers });
  const { session } = await client.request(gql`
    {
      session {
        note
      }
    }
  `);
  assert.equal(session.note, "Clients");
  const stranger = new GraphQLClient(`${service.url}/graphql`);
  await assert.rejects(stranger.request("{ session { id } }"), (error) => {
    assert.ok(error instanceof ClientError);
    assert.equal(error.response.errors[0].extensions.code, "SESSION_REFUSED");
    return true;
  });
});

test("graphql-sse follows a line to its end, and queries", async () => {
  const client = createSseClient({ url: `${service.url}/graphql/stream`, headers });
  const id = await order(service.url, headers);
  const seen = [];
  for await (const { data } of client.iterate({ query: FOLLOW, variables: { id } }))
    seen.push(data.production.tokens.status.status);
  assert.equal(seen.at(-1), "FINISHED");
  for await (const { data } of client.iterate({ query: "{ __typename }" })) assert.equal(data.__typename, "Query");
  client.dispose();
});

test("EventSource follows an eventsLink without any header, and is told when there is nothing more", async () => {
  const id = await order(service.url, headers);
  const { tokens } = await ask(service.url, "query ($id: ID!) { tokens(id: $id) { eventsLink { url } } }", {
    headers,
    variables: { id },
  });
  const source = new EventSource(tokens.eventsLink.url);
  const seen = [];
  source.addEventListener("message", ({ data }) => seen.push(JSON.parse(data).data.attributes.status));
  const last = await new Promise((resolve) => source.addEventListener("end", ({ data }) => resolve(JSON.parse(data))));
  assert.equal(last.data.attributes.status, "finished");
  assert.equal(seen.at(-1), "finished");
  await until(() => source.readyState === EventSource.CLOSED); // it has come again and got 204
});

for (const [name, newClient] of Object.entries({
  "graphql-ws": (url) =>
    createSocketClient({
      url: `${url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: headers,
    }),
  "graphql-sse": (url) => createSseClient({ url: `${url}/graphql/stream`, headers }),
}))
  test(`${name} goes on after a restart of the service`, async () => {
    await using front = await startFront(service.url);
    const client = newClient(front.url);
    const first = await order(service.url, headers, SMALL);
    const seen = new Set();
    const endings = [];
    client.subscribe(
      { query: FOLLOW_ALL },
      {
        next: ({ data }) => seen.add(data.productions.tokens.id),
        error: (error) => endings.push(error),
        complete: () => endings.push("complete"),
      },
    );
    await until(() => seen.has(first));
    await service.restart();
    const second = await order(service.url, headers, SMALL);
    await until(() => seen.has(second) || endings.length > 0);
    assert.deepEqual(endings, [], "the subscription has neither failed nor completed");
    await client.dispose();
  });
