import { ApolloServer, type ApolloServerPlugin, type HeaderMap } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { getOperationAST, GraphQLError, type GraphQLFormattedError, type GraphQLSchema, OperationTypeNode } from "graphql";
import { ServiceError } from "../errors.ts";
import { faultOf, publicError, retryAfterOf } from "./public-error.ts";
import { refuseTooComplex } from "./query-cost.ts";
import type { RequestContext } from "./request-context.ts";

export const MAX_QUERY_TOKENS = 5_000;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  /** Told every fault, once. */
  readonly onFault: (fault: Error, context: RequestContext) => void;
}

/** Starts the executor that HTTP and the REST facade share. */
export async function startApollo({ schema, onFault }: ApolloOptions): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: MAX_QUERY_TOKENS },
    formatError: (formatted, error) => publicError(toGraphQLError(formatted, error)),
    plugins: [refuseAhead(schema), reportFaults(onFault), answerOverHttp],
    stopOnTerminationSignals: false,
    logger: SILENT,
  });
  await apollo.start();
  return apollo;
}

/** Apollo logs faults and its own warnings besides; ours are logged by `onFault`. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // Nothing to say.
}

function toGraphQLError(formatted: Readonly<{ message: string }>, error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = unwrapResolverError(error);
  return new GraphQLError(formatted.message, originalError instanceof Error ? { originalError } : {});
}

/** What is refused before anything of it runs. */
function refuseAhead(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, request }) => {
          try {
            // Without an operation there is nothing to refuse yet; Apollo will say so.
            if (getOperationAST(document, request.operationName)?.operation === OperationTypeNode.SUBSCRIPTION) throw new ServiceError("METHOD_NOT_ALLOWED", "Subscribe over WebSocket, at the same path.");
            refuseTooComplex(schema, document, { name: request.operationName, variables: request.variables });
          } catch (error) {
            throw toBadRequest(error);
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Apollo would answer a refusal that comes this early with 500. */
function toBadRequest(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 400 } } });
}

function reportFaults(onFault: ApolloOptions["onFault"]): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) {
            const fault = faultOf(error);
            if (fault !== null) onFault(fault, contextValue);
          }
          return Promise.resolve();
        },
      }),
  };
}

/** GraphQL over HTTP: under `application/json` a well-formed request is answered with 200, whatever is wrong with its document; and a refusal that waiting mends tells how long. */
const answerOverHttp: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ request, response }) => {
        const accepted = request.http?.headers.get("accept") ?? "";
        const isLegacy = !accepted.includes("application/graphql-response+json");
        if (response.body.kind === "single") {
          const { errors = [], data } = response.body.singleResult;
          if (isLegacy && response.http.status === 400 && request.query) response.http.status = 200;
          if (errors.some(isUnavailable) && !hasAnswer(data)) response.http.status = 503;
          setRetryAfter(response.http.headers, errors);
        }
        return Promise.resolve();
      },
    }),
};

/** Nothing was answered for want of the database: whoever stands between, such as a load balancer, understands a status. */
function isUnavailable({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.["code"] === "DATABASE_UNAVAILABLE";
}

function hasAnswer(data: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return Object.values(data ?? {}).some((value) => value !== null);
}

/** The longest wait that one of the errors asks for. */
function setRetryAfter(headers: HeaderMap, errors: readonly GraphQLFormattedError[]): void {
  const seconds = errors.map(retryAfterOf).filter((wait) => wait !== null);
  if (seconds.length > 0) headers.set("retry-after", String(Math.max(...seconds)));
}
