import { once } from "node:events";
import { type ClientOptions, type RawData, WebSocket } from "ws";

export interface Message {
  readonly type: string;
  readonly id?: string;
  // The shape is the message's, which each test knows.
  readonly payload?: unknown;
}

/** A WebSocket that says what a test wants, right or wrong, and keeps what it hears in order. */
export class RawSocket {
  private readonly heard: Message[] = [];
  private readonly waiting: ((message: Message) => void)[] = [];
  /** How the connection ended. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  private constructor(readonly webSocket: WebSocket) {
    this.closed = new Promise((resolve) => {
      webSocket.once("close", (code, reason) => {
        resolve({ code, reason: reason.toString() });
      });
    });
    webSocket.on("error", () => undefined); // the close tells
    webSocket.on("message", (data: RawData) => {
      const message = JSON.parse((data as Buffer).toString()) as Message;
      const waiter = this.waiting.shift();
      if (waiter) waiter(message);
      else this.heard.push(message);
    });
  }

  static async open(
    url: string,
    protocols: string | readonly string[] = "graphql-transport-ws",
    options: ClientOptions = {},
  ): Promise<RawSocket> {
    const socket = new RawSocket(
      new WebSocket(
        `${url.replace("http", "ws")}/graphql`,
        [...(typeof protocols === "string" ? [protocols] : protocols)],
        options,
      ),
    );
    await once(socket.webSocket, "open");
    return socket;
  }

  /** Opened and acknowledged. */
  static async acknowledged(url: string, credentials: object): Promise<RawSocket> {
    const socket = await RawSocket.open(url);
    socket.send({ type: "connection_init", payload: credentials });
    const { type } = await socket.next();
    if (type !== "connection_ack") throw new Error(`Got ${type} where an acknowledgement was due.`);
    return socket;
  }

  send(message: unknown): void {
    this.webSocket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.send({ id, type: "subscribe", payload: { query, ...(variables && { variables }) } });
  }

  next(): Promise<Message> {
    const first = this.heard.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => this.waiting.push(resolve));
  }
}
