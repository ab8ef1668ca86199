import { CloseCode, type makeServer } from "graphql-ws";
import type { WebSocket } from "ws";
import { refusalIn } from "../lib/passing-fault.ts";
import { refuseWildText } from "../lib/refuse-wild-json.ts";
import type { Runtime } from "../lib/runtime.ts";
import { STALL_MS } from "./send-body.ts";
import { SocketOutbox } from "./socket-outbox.ts";

type ProtocolSocket = Parameters<ReturnType<typeof makeServer>["opened"]>[0];

export interface SocketPeer extends ProtocolSocket {
  /** Behind what is being sent; nothing is sent any more. */
  readonly close: (code?: number, reason?: string) => void;
  /** As `send()`; the bytes may be those of others' messages, too. */
  readonly sendBytes: (bytes: Buffer) => Promise<void>;
}

/** Of RFC 6455's registry: what was asked for cannot be done now. */
const TRY_AGAIN_LATER = 1013;

/** Between two pings. */
export const KEEP_ALIVE_MS = 12_000;

/** Bytes that may wait to be taken before nothing more is read from the peer: what it asks for now could not be told. */
const MAX_UNSENT = 262_144;

/**
 * A WebSocket as the protocol's server needs it.
 *
 * What is sent resolves once the network has taken it. A peer that takes no byte for a minute is cut, and so is one that answers no ping.
 *
 * @param onFault told what handling a message has thrown.
 */
export function socketPeer(
  webSocket: WebSocket,
  timer: Runtime["timer"],
  onFault: (fault: unknown) => void,
): SocketPeer {
  const outbox = new SocketOutbox(webSocket, () => {
    heard();
  });
  const heard = watchPeer(webSocket, outbox, timer);
  const onThrown = (thrown: unknown) => {
    const refusal = refusalIn(thrown);
    if (isUnexpectedMessage(thrown)) {
      outbox.close(CloseCode.BadRequest, "Invalid message received");
    } else if (refusal !== null) {
      outbox.close(TRY_AGAIN_LATER, refusal.code);
    } else {
      onFault(thrown);
      outbox.close(CloseCode.InternalServerError, "Internal server error");
    }
  };
  const sendBytes = async (bytes: Buffer) => {
    await outbox.send(bytes);
    if (webSocket.isPaused && outbox.unsentBytes <= MAX_UNSENT) webSocket.resume();
  };
  return {
    protocol: webSocket.protocol,
    close: (code, reason) => {
      outbox.close(code, reason);
    },
    sendBytes,
    send: (text) => sendBytes(Buffer.from(text)),
    onMessage: (handle) => {
      webSocket.on("message", (data: Buffer, isBinary) => {
        heard();
        if (outbox.unsentBytes > MAX_UNSENT) webSocket.pause();
        if (isBinary) outbox.close(CloseCode.BadRequest, "Send text, not binary messages.");
        else if (isWild(data.toString())) outbox.close(CloseCode.BadRequest, "Invalid message received");
        else handle(data.toString()).catch(onThrown);
      });
    },
  };
}

/** A message is a body, and the same holds for it. */
function isWild(text: string): boolean {
  try {
    refuseWildText(text, "A message");
    return false;
  } catch {
    return true; // The reason has no room in a close frame.
  }
}

/** What only a server says is thrown by graphql-ws as if it were a fault. */
function isUnexpectedMessage(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.startsWith("Unexpected message of type");
}

/** @returns what to call whenever something shows that the peer is there. */
function watchPeer(webSocket: WebSocket, outbox: SocketOutbox, startTimer: Runtime["timer"]): () => void {
  let silentMs = 0;
  const heard = () => {
    silentMs = 0;
  };
  const timer = startTimer(KEEP_ALIVE_MS, () => {
    silentMs += KEEP_ALIVE_MS;
    // A ping would wait behind what is unsent.
    const patienceMs = outbox.unsentBytes > 0 ? STALL_MS : KEEP_ALIVE_MS;
    if (silentMs > patienceMs) {
      webSocket.terminate();
      return;
    }
    if (outbox.unsentBytes === 0) webSocket.ping(undefined, undefined, nothing);
    timer.restart();
  });
  webSocket.on("pong", heard);
  webSocket.once("close", () => {
    timer.stop();
  });
  return heard;
}

function nothing(): void {
  // A connection that breaks under a ping is closed by itself.
}
