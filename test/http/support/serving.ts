import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import type { RequestContext } from "../../../src/graphql/request-context.ts";
import type { ServedFile } from "../../../src/http/file-answer.ts";
import { fileRoutes } from "../../../src/http/file-route.ts";
import { requestCounts } from "../../../src/http/request-counts.ts";
import { routeRequests } from "../../../src/http/router.ts";
import { newHttpServer, startHttp } from "../../../src/http/start-http.ts";
import { systemRuntime } from "../../../src/lib/runtime.ts";

/** Serves one file, whoever asks, by the route alone and over real sockets. */
export async function serving(file: ServedFile, timer = systemRuntime.timer) {
  const server = newHttpServer();
  const onFault = (fault: unknown) => {
    throw fault;
  };
  const pass = (_ctx: unknown, next: () => Promise<unknown>) => next();
  const contextOf = () => ({ requestId: "1", caller: {}, container: {} }) as RequestContext; // nothing of it is looked at
  const url = await startHttp({
    server,
    host: "127.0.0.1",
    port: 0,
    middleware: [
      routeRequests({
        contextOf,
        passes: { link: pass, rate: pass },
        requests: requestCounts(),
        serving: fileRoutes({ contextOf, open: () => Promise.resolve(file), onFault, timer }),
      }),
    ],
    onFault,
  });
  const dispose = async () => {
    server.closeAllConnections();
    await promisify(server.close.bind(server))();
  };
  return { url, [Symbol.asyncDispose]: dispose };
}

/** A file in memory. */
export function kept(bytes: Buffer): ServedFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    name: "file",
    mediaType: "text/plain",
    size: BigInt(bytes.length),
    sha256,
    acceptsRanges: true,
    read: ({ start, end }) => Readable.from([bytes.subarray(Number(start), Number(end))]),
  };
}
