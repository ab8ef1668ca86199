import "reflect-metadata";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema as buildTypeGraphqlSchema, type NonEmptyArray } from "type-graphql";
import { markOneOfs } from "./one-of.ts";
import { leavePlainFields } from "./plain-fields.ts";
import { callPlainResolvers } from "./plain-resolvers.ts";
import type { RequestContext } from "./request-context.ts";
import { DateTimeScalar } from "./scalars.ts";

type ResolverClass = abstract new (...parts: never[]) => object;

/** Builds the schema of the resolver classes; each request brings their instances in its context's container. */
export async function buildSchema(resolvers: NonEmptyArray<ResolverClass>): Promise<GraphQLSchema> {
  const schema = await buildTypeGraphqlSchema({
    resolvers,
    container: ({ context }: { context: RequestContext }) => ({
      get: (resolver: ResolverClass) => context.container.get(resolver),
    }),
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    pubSub: NO_TOPICS,
    validate: false, // the scalars and the capabilities check what comes in
  });
  describeRoots(schema);
  markOneOfs(schema);
  leavePlainFields(schema);
  callPlainResolvers(schema);
  return schema;
}

/** TypeGraphQL has no decorator for the root types. */
function describeRoots(schema: GraphQLSchema): void {
  for (const [root, description] of [
    [schema.getQueryType(), "Everything that can be read."],
    [schema.getMutationType(), "Everything that can be changed."],
    [schema.getSubscriptionType(), "Everything that can be followed live."],
  ] as const)
    if (root) root.description = description;
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
