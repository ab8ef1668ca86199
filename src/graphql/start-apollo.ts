import { ApolloServer } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { answerOverHttp, checkAhead, type OnFault, reportFaults, showErrors } from "./apollo-plugins.ts";
import type { OperationCounts } from "./operation-counts.ts";
import type { PersistedDocuments } from "./persisted-documents.ts";
import type { PrepareOperation } from "./prepare-operation.ts";
import { publicErrors } from "./public-error.ts";
import type { RequestContext } from "./request-context.ts";

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly prepare: PrepareOperation;
  readonly documents: PersistedDocuments;
  /** Told every fault, once. */
  readonly onFault: OnFault;
  readonly operations: OperationCounts;
}

/** Starts the executor of what comes by HTTP and is not answered directly. */
export async function startApollo({
  schema,
  prepare,
  documents,
  onFault,
  operations,
}: ApolloOptions): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    documentStore: null, // prepare() keeps them
    persistedQueries: { cache: documents.cache, ttl: null },
    // A page cannot send one of these to another origin without that origin's leave, and a credential is always in one.
    csrfPrevention: {
      requestHeaders: ["Session-Key", "Api-Key", "X-Apollo-Operation-Name", "Apollo-Require-Preflight"],
    },
    formatError: (formatted, error) => publicErrors([toGraphQLError(formatted, error)], null)[0] ?? formatted,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(), // its page is another host's; the explorer is in its place
      checkAhead(prepare, onFault, operations),
      reportFaults(onFault),
      showErrors,
      answerOverHttp,
    ],
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
