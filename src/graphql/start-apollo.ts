import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import type { Server } from "node:http";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { faultOf, publicError } from "./public-error.ts";
import { refuseTooComplex } from "./query-cost.ts";
import type { RequestContext } from "./request-context.ts";

export const MAX_QUERY_TOKENS = 5_000;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly httpServer: Server;
  /** Told every fault, once. */
  readonly onFault: (fault: Error, context: RequestContext) => void;
}

/** Starts the executor that HTTP and the REST facade share. */
export async function startApollo({ schema, httpServer, onFault }: ApolloOptions): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: MAX_QUERY_TOKENS },
    formatError: (formatted, error) => publicError(toGraphQLError(formatted, error)),
    plugins: [ApolloServerPluginDrainHttpServer({ httpServer }), limitCost(schema), reportFaults(onFault), answerOverHttp],
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

function limitCost(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, request }) => {
          refuseTooComplex(schema, document, { name: request.operationName, variables: request.variables });
          return Promise.resolve();
        },
      }),
  };
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

/** GraphQL over HTTP: under `application/json` a well-formed request is answered with 200, whatever is wrong with its document. */
const answerOverHttp: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ request, response }) => {
        const accepted = request.http?.headers.get("accept") ?? "";
        const isLegacy = !accepted.includes("application/graphql-response+json");
        if (isLegacy && response.http.status === 400 && response.body.kind === "single" && request.query) response.http.status = 200;
        return Promise.resolve();
      },
    }),
};
