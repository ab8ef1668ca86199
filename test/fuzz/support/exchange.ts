import { Agent, request as send } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Request } from "./requests.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Every answer must be whole within this time. */
export const MAX_ANSWER_MS = 10_000;

const AGENT = new Agent({ keepAlive: true });

/** Sends a request; `null` where the client itself refuses to send such a thing. */
export function exchange(url: string, { method, path, headers, body }: Request): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const signal = AbortSignal.timeout(MAX_ANSWER_MS);
    const fail = (error: NodeJS.ErrnoException) => {
      // A refusal may be on its way while the body is still being sent: then the connection ends first.
      if (
        error.code === "ERR_INVALID_CHAR" ||
        error.code === "ERR_UNESCAPED_CHARACTERS" ||
        error.code === "ERR_INVALID_HTTP_TOKEN" ||
        error.code === "EPIPE" ||
        error.code === "ECONNRESET"
      )
        resolve(null);
      else reject(new Error(signal.aborted ? `no answer within ${MAX_ANSWER_MS} ms` : String(error)));
    };
    try {
      const outgoing = send(
        { hostname, port, method, path, headers: { ...headers }, signal, agent: AGENT },
        (incoming) => {
          buffer(incoming).then((bytes) => {
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: bytes.toString() });
          }, fail);
        },
      );
      outgoing.once("error", fail);
      outgoing.once("upgrade", (_answer, socket) => {
        socket.destroy();
        resolve(null);
      });
      if (body === null) outgoing.end();
      else outgoing.end(body);
    } catch (error) {
      fail(error as NodeJS.ErrnoException); // Node throws nothing else here
    }
  });
}

/** The status, or on GraphQL the first error's code, as far as one can be seen. */
export function outcomeOf({ status, body }: Answer): string {
  const code = status === 200 && body.includes('"errors"') ? /"code":"(\w+)"/.exec(body)?.[1] : undefined;
  return code ?? String(status);
}
