import { createRequire } from "node:module";
import type * as QueryComplexity from "graphql-query-complexity";
import { type DocumentNode, GraphQLError, type GraphQLSchema } from "graphql";
import { ServiceError } from "../errors.ts";

/** Fields of an answer: a page of 1,000 lines with all that belongs to them stays below. */
const MAX_COST = 100_000;

// The ESM build would load a second copy of graphql, and then count nothing.
const { fieldExtensionsEstimator, getComplexity, simpleEstimator } = createRequire(import.meta.url)("graphql-query-complexity") as typeof QueryComplexity;

/**
 * Refuses an operation whose answer could have too many fields.
 *
 * @throws {ServiceError} `QUERY_TOO_COMPLEX`
 */
export function refuseTooComplex(schema: GraphQLSchema, query: DocumentNode, operation: { name?: string | undefined; variables?: Record<string, unknown> | undefined }): void {
  const { name, variables = {} } = operation;
  const cost = costOf({ schema, query, variables, ...(name !== undefined && { operationName: name }) });
  if (cost > MAX_COST) throw new ServiceError("QUERY_TOO_COMPLEX", `The answer could have ${cost} fields; at most ${MAX_COST} are allowed. Ask for less at a time.`);
}

function costOf(options: Omit<Parameters<typeof getComplexity>[0], "estimators">): number {
  try {
    return getComplexity({ ...options, estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })] });
  } catch (error) {
    // Variables that do not fit are reported by the execution itself, in GraphQL's own words.
    if (error instanceof GraphQLError) return 0;
    throw error;
  }
}
