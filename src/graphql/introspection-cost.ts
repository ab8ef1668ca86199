import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from "graphql";
import type { FieldCost } from "./field-cost.ts";

/** How many values the lists of introspection have, as they are in a schema such as this one. */
const LISTS: Readonly<Record<string, number>> = {
  "__Schema.directives": 6,
  "__Directive.args": 2,
  "__Directive.locations": 8,
  "__Type.fields": 7,
  "__Type.interfaces": 1,
  "__Type.possibleTypes": 1,
  "__Type.enumValues": 5,
  "__Type.inputFields": 5,
  "__Field.args": 1,
};

/** What a field of the schema's own description costs; its fields carry no extensions. */
export function introspectionCost(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  { name }: Pick<GraphQLField<unknown, unknown>, "name">,
): FieldCost | undefined {
  const path = `${parent.name}.${name}`;
  if (path === "__Schema.types") return { times: Object.keys(schema.getTypeMap()).length };
  const times = LISTS[path];
  return times === undefined ? undefined : { times };
}
