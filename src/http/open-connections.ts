import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A connection that is open, and the answers that it waits for, in their order. */
interface Connection {
  readonly answers: Set<ServerResponse>;
  /** What had come on it when it was last seen to wait for nothing. */
  idleBytes: number | null;
  isEnding: boolean;
}

/** The connections of a server, so that each can be ended without losing what it has brought. */
export class OpenConnections {
  private readonly connections = new Map<Socket, Connection>();
  private readonly onGone = new Set<() => void>();
  private areLast = false;

  constructor(server: Server) {
    server.on("connection", (socket) => {
      this.connections.set(socket, { answers: new Set(), idleBytes: null, isEnding: false });
      socket.once("close", () => {
        this.connections.delete(socket);
        if (this.connections.size === 0) for (const tell of this.onGone) tell();
      });
    });
    server.on("request", (request, response) => {
      this.begin(request, response);
    });
  }

  get count(): number {
    return this.connections.size;
  }

  /** Resolves once there is none. */
  gone(): Promise<void> {
    return new Promise((resolve) => {
      if (this.connections.size === 0) resolve();
      else this.onGone.add(resolve);
    });
  }

  /** From now on each answer tells that it is the last one of its connection, those under way too, where it can still be told. */
  announceEnd(): void {
    this.areLast = true;
    for (const { answers } of this.connections.values()) for (const response of answers) announce(response, answers);
  }

  /**
   * Ends the connections on which nothing has come, and nothing was under way, since this was last called.
   *
   * At first they are ended on this side alone: what arrives at that moment would be reset by a close. Where the other side then stays, they are closed.
   */
  endIdle(): void {
    for (const [socket, connection] of this.connections) {
      const wasIdle = connection.answers.size === 0 && socket.bytesRead === connection.idleBytes;
      connection.idleBytes = connection.answers.size === 0 ? socket.bytesRead : null;
      if (!wasIdle) continue;
      if (connection.isEnding) socket.destroy();
      else socket.end();
      connection.isEnding = true;
    }
  }

  /** Cuts all that is still there. */
  cut(): void {
    for (const socket of this.connections.keys()) socket.destroy();
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const answers = this.connections.get(request.socket)?.answers;
    if (answers === undefined) return; // it is closed already
    if (this.areLast) for (const before of answers) if (!before.headersSent) before.removeHeader("Connection"); // one more was sent without waiting for it
    answers.add(response);
    response.once("close", () => answers.delete(response));
    if (this.areLast) announce(response, answers);
  }
}

/** Not before the request's body has come whole: the connection is closed right behind the answer, and that would reset what comes then. */
function announce(response: ServerResponse, answers: ReadonlySet<ServerResponse>): void {
  const { req: request } = response;
  if (response.headersSent || [...answers].at(-1) !== response) return;
  if (request.complete || !hasBody(request)) response.setHeader("Connection", "close");
  else
    request.once("end", () => {
      announce(response, answers);
    });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
