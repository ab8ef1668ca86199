// Follows a production line until it ends, with the Session-Key in SESSION_KEY: node examples/follow.mjs <id> [ws://127.0.0.1:4000/graphql]
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [id, url = "ws://127.0.0.1:4000/graphql"] = process.argv.slice(2);
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  connectionParams: { "Session-Key": process.env["SESSION_KEY"] },
  retryAttempts: 0,
});

const events = client.iterate({
  // By `tokens { id status }` a client with a normalised cache keeps the line up to date wherever it is shown.
  query:
    "subscription ($id: ID!) { production(id: $id) { tokens { id status { status progress checksum files { kind url size } } } } }",
  variables: { id },
});
try {
  for await (const { data, errors } of events) {
    const { status, progress } = data?.production?.tokens?.status ?? {};
    console.log(errors ? errors[0].message : `${status} ${progress} %`);
  }
} catch (error) {
  console.error(error.message ?? "The connection was closed.");
  process.exitCode = 1;
}
await client.dispose();
