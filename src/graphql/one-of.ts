import { type GraphQLSchema, isInputObjectType } from "graphql";
import { Extensions } from "type-graphql";

/** Declares that exactly one member of an input is given, which TypeGraphQL has no word for. */
export function oneOf(): ClassDecorator {
  return Extensions({ isOneOf: true });
}

/** Makes the inputs that were declared so GraphQL's own `@oneOf`. */
export function markOneOfs(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isInputObjectType(type) && type.extensions["isOneOf"] === true) type.isOneOf = true;
}
