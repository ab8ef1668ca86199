// Follows a production line until it ends, by server-sent events, with the Session-Key in SESSION_KEY: node examples/follow-events.mjs <id> [http://127.0.0.1:4000]
import { createClient } from "graphql-sse";

const [id, url = "http://127.0.0.1:4000"] = process.argv.slice(2);
const client = createClient({
  url: `${url}/graphql/stream`,
  headers: { "Session-Key": process.env["SESSION_KEY"] ?? "" },
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
client.dispose();
