import type { IncomingMessage } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type ExecutionArgs, type GraphQLError, type GraphQLSchema } from "graphql";
import { CloseCode, makeServer, type SubscribePayload } from "graphql-ws";
import type { WebSocket } from "ws";
import { ServiceError } from "../errors.ts";
import type { PrepareOperation } from "../graphql/prepare-operation.ts";
import { faultOf, publicErrors, refusedBy } from "../graphql/public-error.ts";
import type { Caller, RequestContext } from "../graphql/request-context.ts";
import type { Runtime } from "../lib/runtime.ts";
import { callerOf } from "./caller.ts";
import { socketCaller } from "./socket-caller.ts";
import { SocketOperations } from "./socket-operations.ts";
import { type SocketPeer, socketPeer } from "./socket-peer.ts";
import type { SocketAdmission, SocketRegistry } from "./socket-registry.ts";

/** From the opening to `connection_init`. */
export const INIT_MS = 3_000;

/** How long the streams of a revoked session may go on telling their end. */
const LAST_WORDS_MS = 2_000;

export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly prepare: PrepareOperation;
  readonly timer: Runtime["timer"];
  readonly contextOf: (caller: Caller) => RequestContext;
  /** The address of who opened a connection. */
  readonly clientOf: (request: IncomingMessage) => string | null;
  /** Whose the credentials are that a caller has shown; null for none, and where one of them is refused. */
  readonly admit: (context: RequestContext) => Promise<SocketAdmission | null>;
  /** Counts an operation, or an attempt to be admitted; throws a `ServiceError`, `RATE_LIMITED`, for one too many. */
  readonly takeRate: (context: RequestContext) => Promise<void>;
  readonly onFault: (fault: unknown, context?: RequestContext) => void;
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
export function serveSocket(parts: SocketParts, registry: SocketRegistry, socket: NewSocket): SocketPeer["close"] {
  const { webSocket } = socket;
  const peer = socketPeer(webSocket, parts.timer, parts.onFault);
  const operations = new SocketOperations();
  let admitted: Admitted | null = null;
  const refused: RefusedOperations = new WeakMap();
  const onRevoked = () => {
    closeAfterLastWords({ webSocket, peer, operations }, parts.timer);
  };
  const show = (errors: readonly GraphQLError[], context?: RequestContext) => {
    for (const fault of errors.map(faultOf)) if (fault !== null) parts.onFault(fault, context);
    return publicErrors(errors, context?.requestId ?? null);
  };
  const patience = parts.timer(INIT_MS, () => {
    peer.close(CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout");
  });
  const server = makeServer({
    connectionInitWaitTimeout: 0, // it would wait by a time of its own
    onConnect: async ({ connectionParams }) => {
      patience.stop();
      admitted = await admit(parts, registry, { ...socket, params: connectionParams, onRevoked });
      return admitted !== null;
    },
    onSubscribe: ({ subscriptions }, _id, payload) => {
      if (admitted === null) return [refusedBy(sessionOver())];
      const count = Object.keys(subscriptions).length;
      return begin(parts, { operations, refused }, { payload, admitted, count, onRevoked });
    },
    execute: (args: ExecutionArgs) => operations.start(args),
    subscribe: (args: ExecutionArgs) => operations.start(args),
    onNext: (...[, , , args, { errors, data = null, extensions }]) => {
      return {
        data,
        extensions: { ...extensions, cost: operations.preparedOf(args).cost },
        ...(errors && { errors: show(errors, args.contextValue as RequestContext) }), // begin() has put it there
      };
    },
    onError: (_context, _id, _payload, errors) => show(errors, refused.get(errors)),
  });
  const closed = server.opened(peer, {});
  webSocket.once("close", (code, reason) => {
    patience.stop();
    operations.end();
    closed(code, reason.toString()).catch(parts.onFault);
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
  { admit: whose, contextOf, clientOf, takeRate }: SocketParts,
  registry: SocketRegistry,
  { webSocket, request, onAdmitted, params, onRevoked }: Joining,
): Promise<Admitted | null> {
  const caller = socketCaller(callerOf(request, clientOf(request)), params);
  const context = contextOf(caller);
  if (!(await isWithinRate(context, takeRate))) return closeAsTooMany(webSocket, "Too many requests");
  const admission = await whose(context);
  if (admission === null) return null;
  const leave = registry.admit(admission, onRevoked);
  if (leave === null) return closeAsTooMany(webSocket, `Too many connections: at most ${admission.quotas.sockets}`);
  webSocket.once("close", leave);
  if (webSocket.readyState === webSocket.CLOSED) leave();
  onAdmitted();
  // A session that was closed meanwhile has told so already.
  return (await whose(contextOf(caller))) === null ? null : { caller, admission };
}

async function isWithinRate(context: RequestContext, takeRate: SocketParts["takeRate"]): Promise<boolean> {
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

/** The errors of operations that were refused before they ran, and whose request each was. */
type RefusedOperations = WeakMap<readonly GraphQLError[], RequestContext>;

/** What graphql-ws runs, or the errors of an operation that is refused. */
async function begin(
  parts: SocketParts,
  { operations, refused }: { readonly operations: SocketOperations; readonly refused: RefusedOperations },
  beginning: Beginning,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const context = parts.contextOf(beginning.admitted.caller);
  const begun = await prepare(parts, operations, { ...beginning, context });
  if (!("document" in begun)) refused.set(begun, context);
  return begun;
}

async function prepare(
  { schema, prepare: prepareOperation, takeRate, admit: whose }: SocketParts,
  operations: SocketOperations,
  {
    payload,
    context: contextValue,
    admitted: { caller, admission },
    count,
    onRevoked,
  }: Beginning & { readonly context: RequestContext },
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const most = admission.quotas.operationsPerSocket;
  try {
    await takeRate(contextValue);
    if ((await whose(contextValue)) === null) {
      operations.end();
      onRevoked();
      return [refusedBy(caller.apiKey === undefined ? sessionOver() : apiKeyOver())];
    }
    if (count > most)
      throw new ServiceError("QUOTA_EXCEEDED", `A connection has at most ${most} operations at the same time.`);
    const operation = prepareOperation(payload);
    if (!("document" in operation)) return operation;
    const { operationName, variables: variableValues } = payload;
    const args = { schema, document: operation.document, operationName, variableValues, contextValue };
    operations.admit(args, operation);
    return args;
  } catch (thrown) {
    return [refusedBy(thrown instanceof Error ? thrown : new Error(String(thrown)))];
  }
}

function sessionOver(): ServiceError {
  return new ServiceError("SESSION_REFUSED", "Send the Session-Key of an open session.");
}

/** Of a connection with both credentials, too: the end of a session closes it, so it is the Api-Key that was replaced. */
function apiKeyOver(): ServiceError {
  return new ServiceError("API_KEY_REFUSED", "Unknown Api-Key.");
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
