import type { IncomingMessage, Server } from "node:http";
import { type DocumentNode, type ExecutionArgs, getOperationAST, GraphQLError, type GraphQLSchema, parse, subscribe, validate } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { ServiceError } from "../errors.ts";
import { faultOf, publicError, withCode } from "../graphql/public-error.ts";
import { refuseTooComplex } from "../graphql/query-cost.ts";
import type { Caller, RequestContext } from "../graphql/request-context.ts";
import { MAX_QUERY_TOKENS } from "../graphql/start-apollo.ts";
import { MAX_BODY_BYTES } from "../lib/read-json.ts";
import { callerOf } from "./caller.ts";

/** Operations at the same time on one connection. */
const MAX_OPERATIONS = 100;

export interface SubscriptionsParts {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly contextOf: (caller: Caller) => RequestContext;
  /** The address of who opened a connection. */
  readonly clientOf: (request: IncomingMessage) => string | null;
  readonly onFault: (fault: Error, context: RequestContext) => void;
}

/**
 * Serves `/graphql` over WebSocket by the protocol `graphql-transport-ws`, under the same limits as HTTP.
 *
 * @returns how to stop: every client is told to go.
 */
export function startSubscriptions({ server, schema, contextOf, clientOf, onFault }: SubscriptionsParts): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES });
  server.on("upgrade", (request, socket, head) => {
    // The socket is ours alone from here on: without a listener a client that resets it would end the process.
    socket.on("error", () => socket.destroy());
    if (isGraphqlPath(request)) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit("connection", webSocket, request));
    } else {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }
  });
  const report = (errors: readonly GraphQLError[], context: unknown) => {
    for (const fault of errors.map(faultOf)) if (fault !== null) onFault(fault, context as RequestContext); // prepare() has put it there
  };
  const service = useServer(
    {
      onSubscribe: ({ connectionParams, extra, subscriptions }, _id, payload) => {
        try {
          if (Object.keys(subscriptions).length > MAX_OPERATIONS) throw tooManyOperations();
          return prepare(schema, payload, contextOf(socketCallerOf(callerOf(extra.request, clientOf(extra.request)), connectionParams)));
        } catch (error) {
          return [toGraphQLError(error)];
        }
      },
      subscribe: async (args: ExecutionArgs) => {
        const result = await subscribe(args);
        if ("errors" in result) report(result.errors ?? [], args.contextValue);
        return result;
      },
      onNext: (...[, , , args, { errors, data = null, extensions }]) => {
        report(errors ?? [], args.contextValue);
        return { data, ...(extensions && { extensions }), ...(errors && { errors: errors.map(publicError) }) };
      },
      onError: (_context, _id, _payload, errors) => errors.map(publicError),
    },
    sockets,
  );
  return async () => {
    await service.dispose();
  };
}

function isGraphqlPath({ url = "" }: IncomingMessage): boolean {
  return url.split("?")[0] === "/graphql";
}

function tooManyOperations(): ServiceError {
  return new ServiceError("QUERY_TOO_COMPLEX", `A connection has at most ${MAX_OPERATIONS} operations at the same time.`);
}

/** What graphql-ws executes, or the errors of a document that is refused. */
function prepare(schema: GraphQLSchema, { query, operationName, variables }: SubscribePayload, contextValue: RequestContext): ExecutionArgs | GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return withCode("GRAPHQL_PARSE_FAILED", [document]);
  const errors = validate(schema, document);
  if (errors.length > 0) return withCode("GRAPHQL_VALIDATION_FAILED", errors);
  if (!getOperationAST(document, operationName)) return withCode("OPERATION_RESOLUTION_FAILURE", [new GraphQLError("Name one of the document's operations.")]);
  refuseTooComplex(schema, document, { name: operationName ?? undefined, variables: variables ?? undefined });
  return { schema, document, operationName, variableValues: variables, contextValue };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxLexicalTokens: MAX_QUERY_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError(error instanceof Error ? error.message : String(error), error instanceof Error ? { originalError: error } : {});
}

/** Credentials come in the payload of `connection_init`, under the names of the headers. */
function socketCallerOf(caller: Caller, params: Readonly<Record<string, unknown>> | undefined): Caller {
  const credential = (name: string): string | undefined => {
    const entry = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === name);
    return typeof entry?.[1] === "string" ? entry[1] : undefined;
  };
  return { ...caller, apiKey: credential("api-key"), sessionKey: credential("session-key"), idempotencyKey: undefined /* one connection carries many requests */ };
}
