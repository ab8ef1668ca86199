import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, test } from "node:test";
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { ErrorLink } from "@apollo/client/link/error";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { getMainDefinition } from "@apollo/client/utilities";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { INPUT, openSession, order, startService, until } from "./support/service.mjs";

const LINES = gql`
  query Lines {
    productionLines(first: 5) {
      edges {
        node {
          id
          status {
            status
            progress
          }
        }
      }
    }
  }
`;
const FOLLOW = gql`
  subscription Follow($id: ID!) {
    production(id: $id) {
      tokens {
        id
        status {
          status
          progress
        }
      }
    }
  }
`;

let service;
let headers;
before(async () => {
  service = await startService();
  headers = await openSession(service.url);
});
after(() => service[Symbol.asyncDispose]());

function newClient({ onError = () => undefined } = {}) {
  const socket = createClient({
    url: `${service.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headers,
  });
  const asked = [];
  const http = new HttpLink({
    uri: `${service.url}/graphql`,
    headers,
    fetch: (url, init) => {
      asked.push(init.body);
      return fetch(url, init);
    },
  });
  const split = ApolloLink.split(
    ({ query }) => getMainDefinition(query).operation === "subscription",
    new GraphQLWsLink(socket),
    http,
  );
  const client = new ApolloClient({
    link: ApolloLink.from([
      new ErrorLink(({ error }) => {
        onError(error);
      }),
      split,
    ]),
    cache: new InMemoryCache(),
  });
  const dispose = async () => {
    client.stop();
    await socket.dispose();
  };
  return { client, asked, [Symbol.asyncDispose]: dispose };
}

test("Apollo Client keeps its normalised cache right by a subscription alone", async () => {
  await using opened = newClient();
  const { client, asked } = opened;
  const id = await order(service.url, headers);
  const other = await order(service.url, headers, { ...INPUT, size: "10" });
  const shown = [];
  const watching = client.watchQuery({ query: LINES }).subscribe(({ data, loading }) => {
    if (!loading && data) shown.push(statusOf(data, id));
  });
  await client.query({ query: LINES });
  const questions = asked.length;
  await new Promise((resolve, reject) => {
    client.subscribe({ query: FOLLOW, variables: { id } }).subscribe({ complete: resolve, error: reject });
  });
  const cached = client.readQuery({ query: LINES });
  assert.deepEqual(
    cached.productionLines.edges.map(({ node }) => node.id).toSorted(),
    [id, other].toSorted(),
    "each line is its own entry",
  );
  assert.equal(statusOf(cached, id), "FINISHED");
  await until(() => shown.at(-1) === "FINISHED"); // watchers are told a moment later
  watching.unsubscribe();
  assert.equal(asked.length, questions, "nothing was asked again");
  const entries = Object.keys(client.cache.extract()).filter((name) => name.startsWith("Tokens:"));
  assert.deepEqual(entries.toSorted(), [`Tokens:${id}`, `Tokens:${other}`].toSorted());
});

test("Apollo Client's error link is told the code, and one refusal leaves the others' answers", async () => {
  const told = [];
  await using opened = newClient({ onError: (error) => told.push(error) });
  const { data } = await opened.client.mutate({
    mutation: gql`
      mutation Two($good: RequestTokensInput!, $bad: RequestTokensInput!) {
        good: requestTokens(input: $good) {
          id
        }
        bad: requestTokens(input: $bad) {
          id
        }
      }
    `,
    variables: { good: { ...INPUT, size: "10" }, bad: { ...INPUT, alphabet: "NOBODY" } },
    errorPolicy: "all",
  });
  assert.match(data.good.id, /^[\da-f-]{36}$/);
  assert.equal(data.bad, null);
  const [error] = told;
  assert.ok(CombinedGraphQLErrors.is(error));
  assert.deepEqual(
    error.errors.map(({ path, extensions }) => [path[0], extensions.code]),
    [["bad", "ALPHABET_UNKNOWN"]],
  );
});

function statusOf({ productionLines }, id) {
  return productionLines.edges.find(({ node }) => node.id === id)?.node.status.status;
}

test("Apollo Client sends a document once, and its hash from then on", async () => {
  const persisted = new PersistedQueryLink({ sha256: (text) => hash("sha256", text) });
  const ask = async () => {
    const sent = [];
    const http = new HttpLink({
      uri: `${service.url}/graphql`,
      headers,
      fetch: (url, init) => {
        sent.push("query" in JSON.parse(init.body));
        return fetch(url, init);
      },
    });
    const client = new ApolloClient({ link: ApolloLink.from([persisted, http]), cache: new InMemoryCache() });
    const { data } = await client.query({ query: LINES });
    client.stop();
    return { sent, data };
  };
  const first = await ask();
  assert.deepEqual(first.sent, [false, true]);
  const second = await ask();
  assert.deepEqual(second.sent, [false]);
  assert.deepEqual(second.data, first.data);
});
