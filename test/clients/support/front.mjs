import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * Stands before a service as a load balancer does: connections that come while the service is away wait until it is back. `await using` closes it.
 *
 * graphql-ws by its defaults comes again when a connection was closed, but gives up when none can be opened.
 */
export async function startFront(url) {
  const port = Number(new URL(url).port);
  const open = new Set();
  const server = createServer((outside) => {
    open.add(outside);
    outside.on("error", () => outside.destroy()).once("close", () => open.delete(outside));
    join(outside, port);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async [Symbol.asyncDispose]() {
      for (const outside of open) outside.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function join(outside, port) {
  const inside = connect(port, "127.0.0.1");
  inside.once("connect", () => {
    outside.pipe(inside).pipe(outside);
    outside.once("close", () => inside.destroy());
  });
  inside.once("close", () => outside.end());
  inside.on("error", ({ code }) => {
    inside.removeAllListeners("close").destroy();
    if (code === "ECONNREFUSED" && !outside.destroyed) setTimeout(() => join(outside, port), 50);
    else outside.destroy();
  });
}
