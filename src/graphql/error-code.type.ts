import { registerEnumType } from "type-graphql";
import type { ErrorCode } from "../errors.ts";

/** The codes of GraphQL's own findings, on every transport alike. */
export type GraphqlCode =
  | "BAD_REQUEST"
  | "BAD_USER_INPUT"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "OPERATION_RESOLUTION_FAILURE"
  | "PERSISTED_QUERY_NOT_FOUND";

export type PublicCode = ErrorCode | GraphqlCode;

const DESCRIPTIONS: Readonly<Record<PublicCode, string>> = {
  ALPHABET_EXISTS: "The session has an alphabet of that name already.",
  ALPHABET_INVALID: "The alphabet's name or its characters are not allowed.",
  ALPHABET_PRESET: "The alphabet is a preset, which cannot be added or removed.",
  ALPHABET_UNKNOWN: "The session sees no alphabet of that name.",
  ANALYSIS_TOO_SMALL: "The part has too few tokens to be analysed.",
  API_KEY_REFUSED: "The Api-Key is missing, malformed, unknown or replaced.",
  BAD_REQUEST: "The request is not GraphQL over HTTP.",
  BAD_USER_INPUT: "A variable or an argument is not of its type.",
  BODY_INVALID: "The body has not the shape that it must have.",
  BODY_TOO_LARGE: "The body is larger than any that is read.",
  BODY_UNREADABLE: "The body cannot be read as what it claims to be.",
  CLIENT_ID_REFUSED: "The request names an id that the service gives itself.",
  CURSOR_INVALID: "The cursor is not one that an earlier page has given.",
  DATABASE_UNAVAILABLE: "The database is unreachable, full or locked; try again.",
  DIGITS_INVALID: "The digits are no number of digits that a token can have.",
  DIGITS_OUT_OF_LIMIT: "The agreement does not allow that number of digits.",
  FILE_TOO_LARGE: "The part has more tokens than a file of that format can hold.",
  FILTER_INVALID: "The filter has a value that it cannot have.",
  FORMAT_EMPTY: "No token of the format is left, for words, runs or missing letters forbid them all.",
  FORMAT_EXISTS: "The session has a format of that name already.",
  FORMAT_INVALID: "The format's pattern, or what its tokens are to be without, is not allowed.",
  FORMAT_TOO_LARGE: "The automaton of the format would have too many states or too large tables.",
  FORMAT_UNKNOWN: "The session has no format of that name.",
  GRAPHQL_PARSE_FAILED: "The document is not GraphQL.",
  GRAPHQL_VALIDATION_FAILED: "The document asks for something that the schema does not have.",
  IDEMPOTENCY_KEY_BUSY: "The first request with this Idempotency-Key is still under way.",
  IDEMPOTENCY_KEY_REUSED: "The Idempotency-Key was sent with another request.",
  INPUT_INVALID: "The input has a value that is not allowed.",
  INTERNAL: "The service is at fault; it is logged with the request's id.",
  LINK_REFUSED: "The signed link is malformed, altered, expired, or of a session that was revoked.",
  LINE_MISMATCH: "The alphabet or the digits are not those of the line.",
  MEDIA_TYPE_UNSUPPORTED: "The body has a media type that is not read here.",
  METHOD_NOT_ALLOWED: "The method, or the kind of operation, is not served here.",
  NOT_ACCEPTABLE: "No media type that the request accepts is served here.",
  NOT_FOUND: "There is no such thing, or not for this caller.",
  NOT_READY: "The production has not reached that status.",
  OPERATION_RESOLUTION_FAILURE: "The document has several operations, and none of them was named.",
  PARAMETER_INVALID: "A query parameter is unknown or has a value that it cannot have.",
  PAYMENT_PROVIDER_FAILED: "The payment provider refuses the service itself; try again later.",
  PAYMENT_REQUIRED: "The payment is missing, malformed or insufficient.",
  PAYMENT_UNAVAILABLE: "The payment provider does not answer; try again.",
  PAYMENT_USED: "The payment has paid for another order.",
  PERSISTED_QUERY_NOT_FOUND: "The document of that hash is not known; send it whole.",
  PRECONDITION_FAILED: "The file is not the one that the request is about.",
  QUERY_TOO_COMPLEX: "The operation costs more, or its document is larger, than is allowed.",
  QUOTA_EXCEEDED: "The customer holds as much as the agreement lets.",
  RANGE_UNSATISFIABLE: "The file has no such range.",
  RATE_LIMITED: "There were too many requests in a short time; try again.",
  SEED_INVALID: "The seed is not a UUID.",
  SERVICE_STOPPING: "The service is stopping; try again.",
  SESSION_REFUSED: "The Session-Key is missing, malformed, unknown or revoked.",
  SIZE_INVALID: "The size is not a positive whole number.",
  SIZE_OUT_OF_LIMIT: "The agreement does not allow a part of that size.",
  SIZE_UNAVAILABLE: "The line cannot make that many tokens any more.",
  SNAPSHOT_REFUSED: "The snapshot is not one of a line of this customer and service.",
  SNAPSHOT_STALE: "The line has gone on since the snapshot was made.",
  STATUS_CONFLICT: "The production's status does not lead there.",
  TYPE_CONFLICT: "The resource has another type than those of this path.",
};

const CODES = Object.keys(DESCRIPTIONS) as PublicCode[]; // the keys of a constant

export const ErrorCodeEnum = Object.fromEntries(CODES.map((code) => [code, code])) as Readonly<
  Record<PublicCode, PublicCode>
>;
registerEnumType(ErrorCodeEnum, {
  name: "ErrorCode",
  description: "Why something was refused or has failed: `extensions.code` of an error, the same on GraphQL and REST.",
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: DESCRIPTIONS[code] }])),
});

export function isPublicCode(code: unknown): code is PublicCode {
  return typeof code === "string" && Object.hasOwn(DESCRIPTIONS, code);
}
