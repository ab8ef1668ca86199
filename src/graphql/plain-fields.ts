import { defaultFieldResolver, type GraphQLSchema, isObjectType } from "graphql";
import { getMetadataStorage } from "type-graphql";

/**
 * Leaves fields that only read a property to GraphQL's own resolver.
 *
 * TypeGraphQL wraps each in its chain of middlewares, which takes most of the time of an answer of many fields, and there are none.
 */
export function leavePlainFields(schema: GraphQLSchema): void {
  const { objectTypes, fieldResolvers } = getMetadataStorage();
  for (const { name: typeName, target, fields = [] } of objectTypes) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const { name, schemaName } of fields) {
      const resolvers = fieldResolvers.filter((each) => each.methodName === name && each.getObjectType?.() === target);
      const isPlain = resolvers.every(({ kind }) => kind === "internal") && !isMethod(target, name);
      const field = type.getFields()[schemaName];
      if (field !== undefined && isPlain && name === schemaName) field.resolve = defaultFieldResolver;
    }
  }
}

/** Whether the property is to be called, with the field's arguments. */
function isMethod({ prototype }: { readonly prototype: object }, name: string): boolean {
  return typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === "function";
}
