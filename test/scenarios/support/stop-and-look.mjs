/* global fetch */
// Starts the built service in this process, uses it, stops it in mid-pass with clients connected, and tells what is left.
import { once } from "node:events";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { WebSocket } from "ws";
import { readConfig } from "../../../dist/config.js";
import { systemRuntime } from "../../../dist/lib/runtime.js";
import { startServer } from "../../../dist/server.js";

const config = readConfig(process.env);
const start = () => startServer({ config, runtime: systemRuntime, log: pino({ level: "silent" }) });

// The first start brings what the libraries keep for the life of the process.
await (await start()).stop();
const before = signalListeners();
const server = await start();

const { openSession } = await ask("mutation { openSession { key } }");
const headers = { "Session-Key": openSession.key };
const order = `mutation { requestTokens(input: { alphabet: "LOWER_LATIN", digits: 12, size: "100000000000000" }) { id } }`;
const { requestTokens } = await ask(order, headers);

const client = createClient({
  url: `${server.url.replace("http", "ws")}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: headers,
  retryAttempts: 0,
});
const events = client.iterate({
  query: `subscription ($id: ID!) { production(id: $id) { status { status } } }`,
  variables: { id: requestTokens.id },
});
for (
  let event = await events.next();
  event.value?.data?.production.status.status !== "STARTED";
  event = await events.next()
);

await Promise.all([server.stop(), server.stop()]);
await events.return?.();
await client.dispose();
const isAnswering = await fetch(`${server.url}/livez`).then(
  () => true,
  () => false,
);
await once(process, "beforeExit"); // whatever was still on its way out is gone; what stays would keep the process, and the test, from ending
const resources = process.getActiveResourcesInfo().filter((name) => name !== "PipeWrap");
process.send({
  workers: resources.filter((name) => name.includes("Worker") || name === "MessagePort").length,
  resources,
  listeners: signalListeners() - before,
  isAnswering,
});

async function ask(query, headers = { "Api-Key": config.FIRST_API_KEY }) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

function signalListeners() {
  return ["SIGINT", "SIGTERM", "exit", "uncaughtException", "unhandledRejection"].reduce(
    (sum, name) => sum + process.listenerCount(name),
    0,
  );
}
