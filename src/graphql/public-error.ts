import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from "graphql";
import type { ServiceError } from "../errors.ts";
import { isPublicCode } from "./error-code.type.ts";
import { refusalIn } from "../lib/passing-fault.ts";

/** What a client is told of a fault. */
export const FAULT_MESSAGE = "Something went wrong in the service. It is logged with the request's id.";

/** Characters of a message. GraphQL's own quote what was sent, which can be all of a megabyte. */
const MAX_MESSAGE = 500;
/** Of a message that is cut: its end says what would be right. */
const KEPT_END = 300;
/** Some errors name every place that has to do with them. */
const MAX_LOCATIONS = 10;

/**
 * What a client may see of errors, the same on every transport.
 *
 * Refusals are shown with their code and field, GraphQL's own errors with theirs; of a fault nothing is. What was refused for several reasons
 * gives an error for each.
 *
 * @param requestId null where there is no request yet, such as for a body that cannot be read.
 */
export function publicErrors(errors: readonly GraphQLError[], requestId: string | null): GraphQLFormattedError[] {
  return errors.flatMap((error) =>
    shownOf(error).map(({ message, extensions }) => ({
      message: shortened(message),
      ...placeOf(error),
      extensions: { ...extensions, ...(requestId !== null && { requestId }) },
    })),
  );
}

/** One or several of what an error stands for. */
function shownOf(error: GraphQLError): { message: string; extensions: GraphQLErrorExtensions }[] {
  const refusal = refusalOf(error);
  if (refusal !== null)
    return [refusal, ...refusal.others].map((each) => ({
      message: each.message,
      extensions: extensionsOf(each, error),
    }));
  if (faultOf(error) !== null) return [{ message: FAULT_MESSAGE, extensions: { code: "INTERNAL" } }];
  const { code } = error.extensions;
  const field = fieldOf(shortened(error.message)); // which may name what was sent
  return [
    {
      message: error.message,
      extensions: { code: isPublicCode(code) ? code : "BAD_USER_INPUT", ...(field !== undefined && { field }) },
    },
  ];
}

function placeOf({ locations, path }: GraphQLError): Pick<GraphQLFormattedError, "locations" | "path"> {
  return { ...(locations && { locations: locations.slice(0, MAX_LOCATIONS) }), ...(path && { path }) };
}

function extensionsOf(
  { code, field, minimum, maximum, retryAfterSeconds: retryAfter }: ServiceError,
  { extensions: { cost } }: GraphQLError,
): GraphQLErrorExtensions {
  return {
    code,
    ...(field !== undefined && { field }),
    ...(minimum !== undefined && { minimum: String(minimum) }),
    ...(maximum !== undefined && { maximum: String(maximum) }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(cost !== undefined && { cost }),
  };
}

function shortened(message: string): string {
  return message.length <= MAX_MESSAGE
    ? message
    : `${message.slice(0, MAX_MESSAGE - KEPT_END)} … ${message.slice(-KEPT_END)}`;
}

/** The seconds after which what was refused may be tried again; null where waiting changes nothing. */
export function retryAfterOf({ extensions }: GraphQLFormattedError): number | null {
  const seconds = extensions?.["retryAfter"];
  return typeof seconds === "number" ? seconds : null;
}

/** An error of the whole operation, as if its execution had thrown it. */
export function refusedBy(thrown: Error, extensions?: Record<string, unknown>): GraphQLError {
  return new GraphQLError(thrown.message, { originalError: thrown, ...(extensions && { extensions }) });
}

/** The errors of a document, with the codes that they have on every transport. */
export function withCode(
  code: "BAD_USER_INPUT" | "GRAPHQL_PARSE_FAILED" | "GRAPHQL_VALIDATION_FAILED" | "OPERATION_RESOLUTION_FAILURE",
  errors: readonly GraphQLError[],
): GraphQLError[] {
  return errors.map(
    (error) =>
      new GraphQLError(error.message, {
        nodes: error.nodes ?? null,
        source: error.source ?? null,
        positions: error.positions ?? null,
        extensions: { code },
      }),
  );
}

/** The path, within a variable, of the member that GraphQL's words find fault with; or the variable itself. */
function fieldOf(message: string): string | undefined {
  const variable = /^Variable "\$(\w+)"/.exec(message)?.[1];
  if (variable === undefined) return undefined;
  const path = / at "\w+\.([^"]+)"; /.exec(message)?.[1];
  const missing = /; Field "([\w.]+)" (?:of required type|is not defined)/.exec(message)?.[1];
  return [path, missing].filter((part) => part !== undefined).join(".") || variable;
}

/** What was thrown, where it is neither a refusal, nor a passing fault, nor GraphQL's own finding; else null. */
export function faultOf(error: GraphQLError): Error | null {
  const thrown = originOf(error);
  return thrown instanceof GraphQLError || refusalIn(thrown) !== null ? null : thrown;
}

function refusalOf(error: GraphQLError): ServiceError | null {
  return refusalIn(originOf(error));
}

function originOf(error: GraphQLError): Error {
  return error.originalError instanceof GraphQLError ? originOf(error.originalError) : (error.originalError ?? error);
}
