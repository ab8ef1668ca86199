import type { IncomingMessage } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExecutionArgs, GraphQLError } from "graphql";
import { CloseCode, makeServer, type SubscribePayload } from "graphql-ws";
import type { WebSocket } from "ws";
import { ServiceError } from "../errors.ts";
import { refusedBy } from "../graphql/public-error.ts";
import type { Caller, RequestContext } from "../graphql/request-context.ts";
import { attachment } from "../lib/attachment.ts";
import type { Runtime } from "../lib/runtime.ts";
import { admitConnection, type AdmissionDeps, credentialRefused, LAST_WORDS_MS } from "./admit-connection.ts";
import { type CallerDeps, callerOf } from "./caller.ts";
import { socketCaller } from "./socket-caller.ts";
import { type OperationsDeps, SocketOperations } from "./socket-operations.ts";
import { PacedResults } from "./paced-results.ts";
import { SentResults } from "./sent-results.ts";
import { nextMessage } from "./shared-results.ts";
import { type SocketPeer, socketPeer } from "./socket-peer.ts";
import type { SocketAdmission, SocketRegistry } from "./socket-registry.ts";

/** From the opening to `connection_init`. */
export const INIT_MS = 3_000;

export interface SocketDeps extends OperationsDeps, AdmissionDeps, CallerDeps {
  readonly timer: Runtime["timer"];
  /** What a client is told of the node once it is admitted: the payload of `connection_ack`. */
  readonly greeting: () => Record<string, unknown>;
  /** Counts an operation, or an attempt to be admitted; throws a `ServiceError`, `RATE_LIMITED`, for one too many. */
  readonly takeRate: (context: RequestContext) => Promise<void>;
}

export interface NewSocket {
  readonly webSocket: WebSocket;
  readonly request: IncomingMessage;
  /** Called once it has shown a credential. */
  readonly onAdmitted: () => void;
}

interface Admitted {
  readonly caller: Caller;
  readonly admission: SocketAdmission;
}

/**
 * Serves one connection by the protocol `graphql-transport-ws`, under the same limits as HTTP.
 *
 * @returns how it is closed behind what is being sent to it.
 */
export function serveSocket(deps: SocketDeps, registry: SocketRegistry, socket: NewSocket): SocketPeer["close"] {
  const { webSocket } = socket;
  let arriving: NewSocket | null = socket; // with its request, which is not needed for as long as the socket lives
  const peer = socketPeer(webSocket, deps.timer, deps.onFault);
  const operations = new SocketOperations(deps);
  let admitted: Admitted | null = null;
  const onRevoked = () => {
    closeAfterLastWords({ webSocket, peer, operations }, deps.timer);
  };
  const patience = deps.timer(INIT_MS, () => {
    peer.close(CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout");
  });
  const server = makeServer({
    connectionInitWaitTimeout: 0, // it would wait by a time of its own
    onConnect: async ({ connectionParams }) => {
      patience.stop();
      const joining = arriving && { ...arriving, params: connectionParams, onRevoked };
      arriving = null;
      admitted = joining && (await admit(deps, registry, joining));
      return admitted !== null && deps.greeting();
    },
    onSubscribe: ({ subscriptions }, _id, payload) => {
      if (admitted === null) return [refusedBy(credentialRefused({}))];
      const count = Object.keys(subscriptions).length;
      return begin(deps, operations, { payload, admitted, count, onRevoked });
    },
    execute: (args: ExecutionArgs) => operations.start(args),
    subscribe: (args: ExecutionArgs) => operations.start(args),
    onOperation: (...[, id, , args, results]) => {
      if (!(results instanceof PacedResults)) return undefined;
      return new SentResults(results, (result) =>
        peer.sendBytes(nextMessage(id, result, () => operations.publicResult(args, result))),
      );
    },
    onNext: (...[, , , args, result]) => operations.publicResult(args, result),
    onError: (_context, _id, _payload, errors) => operations.publicErrors(errors, refusedFor.of(errors)),
  });
  const closed = server.opened(peer, {});
  webSocket.once("close", (code, reason) => {
    patience.stop();
    operations.end();
    closed(code, reason.toString()).catch(deps.onFault);
  });
  return peer.close;
}

interface Joining extends NewSocket {
  /** The payload of `connection_init`. */
  readonly params: Readonly<Record<string, unknown>> | undefined;
  /** Called when the session ends. */
  readonly onRevoked: () => void;
}

/** Null where the connection is closed instead: with 4403, or 4429 where its customer has too many. */
async function admit(
  deps: SocketDeps,
  registry: SocketRegistry,
  { webSocket, request, onAdmitted, params, onRevoked }: Joining,
): Promise<Admitted | null> {
  const caller = socketCaller(callerOf(request, deps), params);
  const context = deps.contextOf(caller);
  if (!(await isWithinRate(context, deps.takeRate))) return closeAsTooMany(webSocket, "Too many requests");
  const onPlace = (leave: () => void) => {
    webSocket.once("close", leave);
    if (webSocket.readyState === webSocket.CLOSED) leave();
    onAdmitted();
  };
  try {
    const admission = await admitConnection(deps, registry, { context, onPlace, onRevoked });
    return admission && { caller, admission };
  } catch (refusal) {
    if (refusal instanceof ServiceError && refusal.code === "QUOTA_EXCEEDED")
      return closeAsTooMany(webSocket, refusal.message);
    throw refusal;
  }
}

async function isWithinRate(context: RequestContext, takeRate: SocketDeps["takeRate"]): Promise<boolean> {
  try {
    await takeRate(context);
    return true;
  } catch (refusal) {
    if (refusal instanceof ServiceError && refusal.code === "RATE_LIMITED") return false;
    throw refusal;
  }
}

function closeAsTooMany(webSocket: WebSocket, reason: string): null {
  webSocket.close(CloseCode.TooManyInitialisationRequests, reason);
  return null;
}

interface Beginning {
  readonly payload: SubscribePayload;
  readonly admitted: Admitted;
  /** Operations of the socket, this one among them. */
  readonly count: number;
  /** Called where a credential is not good any more. */
  readonly onRevoked: () => void;
}

/** Whose request the errors are of an operation that was refused before it ran. */
const refusedFor = attachment<readonly GraphQLError[], RequestContext>();

/** What graphql-ws runs, or the errors of an operation that is refused. */
async function begin(
  deps: SocketDeps,
  operations: SocketOperations,
  beginning: Beginning,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const context = deps.contextOf(beginning.admitted.caller);
  const begun = await prepare(deps, operations, { ...beginning, context });
  if (!("document" in begun)) refusedFor.set(begun, context);
  return begun;
}

async function prepare(
  { takeRate, admit: whose }: SocketDeps,
  operations: SocketOperations,
  {
    payload,
    context,
    admitted: { caller, admission },
    count,
    onRevoked,
  }: Beginning & { readonly context: RequestContext },
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const most = admission.quotas.operationsPerSocket;
  try {
    await takeRate(context);
    if ((await whose(context)) === null) {
      operations.end();
      onRevoked();
      return [refusedBy(credentialRefused(caller.credentials))];
    }
    if (count > most)
      throw new ServiceError("QUOTA_EXCEEDED", `A connection has at most ${most} operations at the same time.`);
    return operations.prepare(payload, context);
  } catch (thrown) {
    return [refusedBy(thrown instanceof Error ? thrown : new Error(String(thrown)))];
  }
}

interface Ending {
  readonly webSocket: WebSocket;
  readonly peer: SocketPeer;
  readonly operations: SocketOperations;
}

/** Its streams end with the session, and may still tell how. */
function closeAfterLastWords({ webSocket, peer, operations }: Ending, timer: Runtime["timer"]): void {
  const close = () => {
    peer.close(CloseCode.Forbidden, "Forbidden");
  };
  const patience = timer(LAST_WORDS_MS, close);
  webSocket.once("close", () => {
    patience.stop();
  });
  void operations
    .idle()
    .then(() => nextTurn())
    .then(close);
}
