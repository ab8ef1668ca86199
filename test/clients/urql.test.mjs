import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import WebSocket from "ws";
import { INPUT, openSession, ORDER, order, startService } from "./support/service.mjs";

const FOLLOW = "subscription ($id: ID!) { production(id: $id) { tokens { id status { status progress } } } }";

let service;
let headers;
before(async () => {
  service = await startService();
  headers = await openSession(service.url);
});
after(() => service[Symbol.asyncDispose]());

const clientWith = (options = {}) =>
  new Client({
    url: `${service.url}/graphql`,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { headers },
    ...options,
  });

test("urql asks by GET, as it does unless told", async () => {
  const methods = [];
  const client = clientWith({
    fetch: (url, init) => {
      methods.push(init.method);
      return fetch(url, init);
    },
  });
  const { data, error } = await client.query("{ session { id note } }", {}).toPromise();
  assert.equal(error, undefined);
  assert.equal(data.session.note, "Clients");
  assert.deepEqual(methods, ["GET"]);
});

test("urql orders, reads again what it has cached, and tells a refusal by its code", async () => {
  const client = clientWith();
  const read = () => client.query("{ productionLines(first: 1) { totalCount edges { node { id } } } }", {}).toPromise();
  await order(service.url, headers, { ...INPUT, size: "10" }); // an empty list would not tell what it is a list of
  const { data: before } = await read();
  const { data: ordered } = await client.mutation(ORDER, { input: { ...INPUT, size: "10" } }).toPromise();
  const { data: after } = await read(); // its document cache lets go by type names
  assert.equal(after.productionLines.edges[0].node.id, ordered.requestTokens.id);
  assert.equal(after.productionLines.totalCount, before.productionLines.totalCount + 1);
  const { error } = await client.mutation(ORDER, { input: { ...INPUT, digits: 0 } }).toPromise();
  assert.equal(error.graphQLErrors[0].extensions.code, "DIGITS_INVALID");
  assert.equal(error.graphQLErrors[0].extensions.field, "digits");
});

const WAYS = {
  "graphql-ws": () => {
    const socket = createSocketClient({
      url: `${service.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: headers,
    });
    return [fetchExchange, exchangeOf(socket)];
  },
  "graphql-sse": () => [fetchExchange, exchangeOf(createSseClient({ url: `${service.url}/graphql/stream`, headers }))],
  "server-sent events of its own": () => [fetchExchange],
};

for (const [name, exchanges] of Object.entries(WAYS)) {
  test(`urql follows a line by ${name}, to its end`, async () => {
    const client = clientWith({ exchanges: [cacheExchange, ...exchanges()], fetchSubscriptions: name.endsWith("own") });
    const id = await order(service.url, headers);
    const seen = await new Promise((resolve, reject) => {
      const results = [];
      client.subscription(FOLLOW, { id }).subscribe((result) => {
        if (result.error) reject(result.error);
        else if (result.data) results.push(result.data.production.tokens.status);
        if (results.at(-1)?.status === "FINISHED") resolve(results);
      });
    });
    assert.ok(seen.length > 1, "more than the end");
    assert.equal(seen.at(-1).progress, 100);
  });
}

function exchangeOf(client) {
  return subscriptionExchange({
    forwardSubscription: (request) => ({
      subscribe: (sink) => ({ unsubscribe: client.subscribe({ ...request, query: request.query ?? "" }, sink) }),
    }),
  });
}
