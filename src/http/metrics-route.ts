import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Serve } from "./router.ts";

/** The service's figures as a text, and its media type. */
export interface MetricsText {
  readonly type: string;
  readonly text: string;
}

export interface MetricsRouteDeps {
  readonly write: () => Promise<MetricsText>;
  /** What others than this machine must show; none are answered without it. */
  readonly token: string | undefined;
}

/** Tells the service's figures to programs on this machine, and to whoever shows the token. */
export function metricsRoute({ write, token }: MetricsRouteDeps): Serve {
  const expected = token === undefined ? null : digestOf(token);
  return async (ctx) => {
    ctx.set("Cache-Control", "no-store");
    if (!isFromHere(ctx.req) && !isShown(ctx.get("Authorization"), expected)) {
      ctx.status = expected === null ? 403 : 401;
      if (expected !== null) ctx.set("WWW-Authenticate", 'Bearer realm="metrics"');
      ctx.body =
        expected === null
          ? "Only programs on this machine get the metrics, as http://127.0.0.1 or http://localhost and past any proxy; for others set METRICS_TOKEN.\n"
          : 'Send METRICS_TOKEN as "Authorization: Bearer …".\n';
      return;
    }
    const { type, text } = await write();
    ctx.status = 200;
    ctx.set("Content-Type", type);
    ctx.body = text;
  };
}

/** What a proxy tells of whom it speaks for. */
const PROXY_HEADERS = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/**
 * Whether a program on this machine asks for itself: no proxy has told that it speaks for somebody, which ones to trust or not; and the host
 * is this machine by name, too, which it is for no page of another site whose name leads here.
 */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:/i, "") ?? "";
  return (
    isLoopback(address) &&
    isLoopback(headers.host?.replace(/:\d+$/, "") ?? "") &&
    PROXY_HEADERS.every((name) => headers[name] === undefined)
  );
}

function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost)$/i.test(host);
}

/** Digests are of one length, so that comparing them tells nothing by its time. */
function isShown(authorization: string, expected: Buffer | null): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  return expected !== null && shown !== undefined && timingSafeEqual(digestOf(shown), expected);
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
