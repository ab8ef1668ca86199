// TypeGraphQL finds out anew, for each call of a resolver's method, how its parameters stand, and makes a promise of each argument. Where nothing is to
// be converted, the method is called as it would be then.
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType, isScalarType } from "graphql";
import { getMetadataStorage } from "type-graphql";
import type { RequestContext } from "./request-context.ts";

type Metadata = ReturnType<typeof getMetadataStorage>;
type Method = Pick<Metadata["queries"][number], "target" | "methodName" | "params" | "middlewares" | "roles">;
type Parameter = NonNullable<Method["params"]>[number];
type Resolver = GraphQLFieldResolver<unknown, RequestContext, Readonly<Record<string, unknown>>>;
type ReadParameter = (...given: Parameters<Resolver>) => unknown;
type ResolverClass = Parameters<RequestContext["container"]["get"]>[0];

/** Has queries, mutations and fields call their resolvers' methods without TypeGraphQL's chain, where they take no more than it would pass on. */
export function callPlainResolvers(schema: GraphQLSchema): void {
  const { queries, mutations, fieldResolvers, objectTypes } = getMetadataStorage();
  const replace = (typeName: string | undefined, fieldName: string, method: Method) => {
    const type = schema.getType(typeName ?? "");
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field?.resolve) field.resolve = plainResolver(method) ?? field.resolve;
  };
  for (const query of queries) replace(schema.getQueryType()?.name, query.schemaName, query);
  for (const mutation of mutations) replace(schema.getMutationType()?.name, mutation.schemaName, mutation);
  for (const field of fieldResolvers) {
    if (field.kind === "internal") continue;
    const target = (field.getObjectType ?? field.resolverClassMetadata?.getObjectType)?.();
    replace(objectTypes.find((each) => each.target === target)?.name, field.schemaName, field);
  }
}

/** Null for a method whose parameters TypeGraphQL converts, and for one that something stands before. */
function plainResolver({ target, methodName, params = [], middlewares = [], roles }: Method): Resolver | null {
  const reads = params.toSorted((a, b) => a.index - b.index).map(readerOf);
  if (middlewares.length > 0 || roles !== undefined || !reads.every((read) => read !== null)) return null;
  return (source, args, context, info) => {
    const resolver = context.container.get(target as ResolverClass) as Readonly<Record<string, unknown>>; // the class, which has that method
    const method = resolver[methodName] as (...given: readonly unknown[]) => unknown;
    return method.apply(
      resolver,
      reads.map((read) => read(source, args, context, info)),
    );
  };
}

function readerOf(parameter: Parameter): ReadParameter | null {
  const { kind } = parameter;
  if (kind === "root" && parameter.propertyName === undefined && parameter.getType === undefined) return (root) => root;
  if (kind === "context" && parameter.propertyName === undefined) return (_root, _args, context) => context;
  if (kind !== "arg" || !isLeaf(parameter.getType())) return null;
  const { name } = parameter;
  return (_root, args) => args[name];
}

/** Scalars and enums are as the executor has coerced them; input types are made instances of their classes. */
function isLeaf(type: unknown): boolean {
  const isClass = typeof type === "function" && !([String, Number, Boolean, Date] as unknown[]).includes(type);
  return isScalarType(type) || !isClass;
}
