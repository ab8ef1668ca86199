import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "graphql-ws";
import relay from "relay-runtime";
import WebSocket from "ws";
import { INPUT, openSession, order, startService, until } from "./support/service.mjs";

const {
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getFragment,
  getRequest,
  getSingularSelector,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
} = relay;
const SMALL = { ...INPUT, size: "10" };

let service;
let headers;
let compiled;
before(async () => {
  [service, compiled] = await Promise.all([startService(), compile()]);
  headers = await openSession(service.url);
});
after(async () => {
  await service[Symbol.asyncDispose]();
  await rm(compiled.folder, { recursive: true, force: true });
});

/** Compiles against the committed schema, by the compiler's own command. */
async function compile() {
  const folder = await mkdtemp(join(tmpdir(), "tokenworks-relay-"));
  await cp(fileURLToPath(new URL("relay", import.meta.url)), join(folder, "src"), { recursive: true });
  await cp(fileURLToPath(new URL("../../schema/schema.graphql", import.meta.url)), join(folder, "schema.graphql"));
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript", eagerEsModules: false };
  await writeFile(join(folder, "relay.config.json"), JSON.stringify(config));
  await writeFile(join(folder, "package.json"), "{}");
  const require = createRequire(import.meta.url);
  await promisify(execFile)(process.execPath, [require.resolve("relay-compiler/cli.js"), "relay.config.json"], {
    cwd: folder,
  });
  return { folder, artifact: (name) => require(join(folder, "src", "__generated__", `${name}.graphql.js`)) };
}

function newEnvironment() {
  const socket = createClient({
    url: `${service.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headers,
  });
  const ask = async ({ text }, variables) => {
    const response = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  };
  const follow = ({ text, name }, variables) =>
    Observable.create((sink) => socket.subscribe({ query: text, operationName: name, variables }, sink));
  const environment = new Environment({ network: Network.create(ask, follow), store: new Store(new RecordSource()) });
  return { environment, socket, [Symbol.asyncDispose]: () => socket.dispose() };
}

test("Relay pages through lines by @connection, and asks for one again by node()", async () => {
  const ids = [];
  for (let count = 0; count < 3; count += 1) ids.unshift(await order(service.url, headers, SMALL));
  await using opened = newEnvironment();
  const { environment } = opened;
  const query = compiled.artifact("linesQuery");
  await fetchQuery(environment, query, { count: 2 }).toPromise();
  const operation = createOperationDescriptor(getRequest(query), { count: 2 });
  const retained = environment.retain(operation);
  const page = () => {
    const { data } = environment.lookup(operation.fragment);
    return environment.lookup(getSingularSelector(getFragment(compiled.artifact("lines_page")), data)).data
      .productionLines;
  };
  const idsNow = () => page().edges.map(({ node }) => node.id);
  assert.deepEqual(idsNow(), ids.slice(0, 2));
  assert.equal(page().pageInfo.hasNextPage, true);
  const cursor = page().pageInfo.endCursor;
  await fetchQuery(environment, compiled.artifact("linesPageQuery"), { count: 2, cursor }).toPromise();
  assert.deepEqual(idsNow(), ids, "the pages are one list in the store");
  assert.equal(page().pageInfo.hasNextPage, false);

  const again = compiled.artifact("linesLineQuery");
  assert.match(getRequest(again).params.text, /node\(id: \$id\)/);
  await until(async () => {
    await fetchQuery(environment, again, { id: ids[0] }).toPromise();
    return statusOf(environment, page().edges[0].node) === "FINISHED";
  });
  retained.dispose();
});

test("Relay's store is kept right by a subscription alone", async () => {
  const id = await order(service.url, headers);
  await using opened = newEnvironment();
  const { environment } = opened;
  const again = compiled.artifact("linesLineQuery");
  await fetchQuery(environment, again, { id }).toPromise();
  const operation = createOperationDescriptor(getRequest(again), { id });
  const retained = environment.retain(operation);
  const read = () => statusOf(environment, environment.lookup(operation.fragment).data.node);
  assert.notEqual(read(), "FINISHED");
  await new Promise((resolve, reject) => {
    requestSubscription(environment, {
      subscription: compiled.artifact("linesFollowSubscription"),
      variables: { id },
      onCompleted: resolve,
      onError: reject,
    });
  });
  assert.equal(read(), "FINISHED");
  retained.dispose();
});

function statusOf(environment, reference) {
  const selector = getSingularSelector(getFragment(compiled.artifact("lines_line")), reference);
  return environment.lookup(selector).data.status.status;
}
