import type { PublicCode } from "../graphql/error-code.type.ts";

/** What is wrong with the parameters of a GraphQL request. */
export interface WrongParameter {
  readonly message: string;
  /** `BAD_REQUEST` where there is none. */
  readonly code?: PublicCode;
  /** The parameter, where one is at fault. */
  readonly field?: string;
}

/** Looks at the parameters of a GraphQL request by POST before their words are looked at: the shapes that GraphQL over HTTP gives them. */
export function wrongBody(body: unknown): WrongParameter | null {
  if (!isRecord(body))
    return {
      message: "Send one JSON object with a query; its members are query, operationName, variables and extensions.",
    };
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== "string" && !isAbsent(query))
    return { message: "The query is a document in GraphQL's own language, as a string.", field: "query" };
  if (isAbsent(query) && isAbsent(extensions)) return { message: "Send a query.", field: "query" };
  if (query === "") return { message: "Send a query that is not empty.", field: "query" };
  for (const [field, value] of Object.entries({ variables, extensions })) {
    if (!isAbsent(value) && !isRecord(value)) return { message: `The ${field} are a JSON object.`, field };
  }
  return isAbsent(operationName) ? null : wrongOperationName(operationName);
}

export function wrongOperationName(name: unknown): WrongParameter | null {
  return typeof name === "string" && name !== ""
    ? null
    : {
        message: "The operationName is the name of one of the document's operations, or left out.",
        field: "operationName",
      };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
