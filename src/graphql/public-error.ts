import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { ServiceError } from "../errors.ts";
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
 * What a client may see of an error, the same on every transport.
 *
 * Refusals are shown with their code and field, GraphQL's own errors with theirs; of a fault nothing is.
 */
export function publicError(error: GraphQLError): GraphQLFormattedError {
  const { locations, path } = error;
  const message = shortened(error.message);
  const place = { ...(locations && { locations: locations.slice(0, MAX_LOCATIONS) }), ...(path && { path }) };
  const refusal = refusalOf(error);
  if (refusal) return { message: shortened(refusal.message), ...place, extensions: extensionsOf(refusal, error) };
  if (faultOf(error) !== null) return { message: FAULT_MESSAGE, ...place, extensions: { code: "INTERNAL" } };
  const field = fieldOf(message);
  return {
    message,
    ...place,
    extensions: { code: error.extensions["code"] ?? "BAD_USER_INPUT", ...(field !== undefined && { field }) },
  };
}

function extensionsOf(
  { code, field, retryAfterSeconds: retryAfter }: ServiceError,
  { extensions: { cost } }: GraphQLError,
): Record<string, unknown> {
  return {
    code,
    ...(field !== undefined && { field }),
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

/** The member of a variable that GraphQL's words find fault with, the innermost that they name; or the variable itself. */
function fieldOf(message: string): string | undefined {
  const variable = /^Variable "\$(\w+)"/.exec(message)?.[1];
  if (variable === undefined) return undefined;
  const member =
    /; Field "(\w+)" (?:of required type|is not defined)/.exec(message)?.[1] ??
    / at "(?:[^"]*\.)?([^".]+)"; /.exec(message)?.[1];
  return member ?? variable;
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
