import { signal } from "@preact/signals";
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from "graphql";

/** The schema as the service tells it; null until then. */
export const schema = signal<GraphQLSchema | null>(null);
export const schemaTrouble = signal<string | null>(null);

/** Asks the service for its schema, which anybody may read. */
export async function loadSchema(): Promise<void> {
  schemaTrouble.value = null;
  try {
    const response = await fetch(new URL("graphql", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ query: getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }) }),
    });
    const { data, errors } = (await response.json()) as {
      data?: IntrospectionQuery;
      errors?: readonly { message: string }[];
    }; // what GraphQL answers an introspection with
    if (data) schema.value = buildClientSchema(data);
    else schemaTrouble.value = errors?.[0]?.message ?? "The service does not tell its schema.";
  } catch {
    schemaTrouble.value = "The service cannot be reached, so its schema is not known.";
  }
}
