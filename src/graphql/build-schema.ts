import "reflect-metadata";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema as buildTypeGraphqlSchema, type NonEmptyArray } from "type-graphql";
import type { RequestContext } from "./request-context.ts";
import { DateTimeScalar } from "./scalars.ts";

type ResolverClass = abstract new (...parts: never[]) => object;

/** Builds the schema of the resolver classes; each request brings their instances in its context's container. */
export function buildSchema(resolvers: NonEmptyArray<ResolverClass>): Promise<GraphQLSchema> {
  return buildTypeGraphqlSchema({
    resolvers,
    container: ({ context }: { context: RequestContext }) => ({
      get: (resolver: ResolverClass) => context.container.get(resolver),
    }),
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    pubSub: NO_TOPICS,
    validate: false, // the scalars and the capabilities check what comes in
  });
}

/** TypeGraphQL asks for one as soon as there is a subscription; but each of ours brings its own stream. */
const NO_TOPICS = {
  publish: () => {
    throw new Error("Nothing is published by topic.");
  },
  subscribe: () => {
    throw new Error("Nothing is subscribed to by topic.");
  },
};

/** The schema as text, in an order that does not depend on the code's. */
export function printSortedSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
