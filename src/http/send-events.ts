import type { Context } from "koa";
import type { Runtime, Timer } from "../lib/runtime.ts";
import { STALL_MS } from "./send-body.ts";

export const EVENT_STREAM = "text/event-stream";

/** Between two comments of a stream that has nothing to tell. */
export const HEARTBEAT_MS = 15_000;

/** Bytes that are handed over at once: whoever takes that much within the time is alive. */
const PIECE_BYTES = 2 ** 16;

const COMMENT = ":\n\n";

/** An event of a stream, by the HTML standard's section on server-sent events. */
export interface ServerSentEvent {
  /** The name of its kind; `message` without one. */
  readonly event?: string;
  readonly id?: string;
  /** One line: JSON. */
  readonly data: string;
}

export interface EventSource {
  readonly events: AsyncIterable<ServerSentEvent>;
  /** Ends the events: nobody reads them any more. */
  readonly end: () => void;
}

/**
 * Answers with server-sent events, each asked for once the one before was taken, so that nothing piles up for a slow reader.
 *
 * A reader that takes no byte for `STALL_MS` is cut: the connection is reset.
 */
export async function sendEvents(ctx: Context, { events, end }: EventSource, timer: Runtime["timer"]): Promise<void> {
  const outbox = new EventOutbox(ctx, timer, end);
  try {
    for await (const event of events) await outbox.send(textOf(event));
  } finally {
    outbox.close();
  }
}

/** Sends the headers alone: what HEAD asks for. */
export function sendEventHeaders(ctx: Context): void {
  ctx.respond = false;
  ctx.status = 200;
  // A proxy is not to keep, change or gather what is sent.
  ctx.set({ "Content-Type": EVENT_STREAM, "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no" });
  ctx.res.flushHeaders();
}

function textOf({ event, id, data }: ServerSentEvent): string {
  return `${event === undefined ? "" : `event: ${event}\n`}${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`;
}

/** What is on its way to the reader of a stream. */
class EventOutbox {
  private readonly beat: Timer;
  private unsentMs = 0;
  private onTaken: () => void = nothing;

  constructor(
    private readonly ctx: Context,
    timer: Runtime["timer"],
    onGone: () => void,
  ) {
    ctx.res.once("close", () => {
      onGone();
      this.onTaken();
    });
    if (ctx.res.closed) onGone();
    sendEventHeaders(ctx);
    this.beat = timer(HEARTBEAT_MS, () => {
      this.look();
    });
  }

  /** Resolves once all is taken; for a connection that breaks, too. */
  async send(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) await this.hand(bytes.subarray(at, at + PIECE_BYTES));
  }

  close(): void {
    this.ctx.res.end();
    // The last piece may still be on its way.
    if (this.ctx.res.closed) this.beat.stop();
    else
      this.ctx.res.once("close", () => {
        this.beat.stop();
      });
  }

  private hand(piece: Uint8Array): Promise<void> {
    const { res } = this.ctx;
    if (res.destroyed || res.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.onTaken = resolve;
      res.write(piece, () => {
        this.unsentMs = 0;
        this.beat.restart();
        resolve();
      });
    });
  }

  /** Tells the reader that all is well, or finds out that it takes nothing. */
  private look(): void {
    const { res } = this.ctx;
    this.unsentMs = res.writableLength > 0 ? this.unsentMs + HEARTBEAT_MS : 0;
    // An answer behind another one of the same connection has no socket yet.
    if (this.unsentMs >= STALL_MS && res.socket !== null) {
      res.socket.resetAndDestroy();
      return;
    }
    if (this.unsentMs === 0 && !res.writableEnded) res.write(COMMENT);
    this.beat.restart();
  }
}

function nothing(): void {
  // Nothing is on its way yet.
}
