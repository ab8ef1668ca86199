import type { ErrorCode } from "../errors.ts";
import { OperationError } from "../graphql/execute-operation.ts";
import { FAULT_MESSAGE, retryAfterOf } from "../graphql/public-error.ts";
import { refusalIn } from "../lib/passing-fault.ts";
import { HTTP_STATUS, isErrorCode } from "./http-status.ts";

/** Where in a request a refusal points. */
export interface Source {
  readonly parameter: string;
  /** RFC 6901, into the body; empty for anything outside. */
  readonly pointer: string;
}

/** One member of a JSON:API `errors` array, but for its title. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly source?: Source | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** What would be right, where that is a range. */
  readonly bounds?: Bounds | undefined;
}

/** Decimal strings, as GraphQL has them. */
export interface Bounds {
  readonly minimum?: string;
  readonly maximum?: string;
}

/** Several refusals of one body at once. */
export class BodyError extends Error {
  override readonly name = "BodyError";

  constructor(readonly refusals: readonly Refusal[]) {
    super("The body is not of the right shape.");
  }
}

/** Where each public input member stands in a request's body, by the schema's name; and its own name where REST has another. */
export type Pointers = Readonly<Record<string, string | Source>>;

export function toRefusal(code: ErrorCode, detail: string, source?: Source): Refusal {
  return { code, status: HTTP_STATUS[code], detail, source };
}

/** What to answer to anything that was thrown; null for a fault. */
export function refusalsOf(thrown: unknown, pointers: Pointers): readonly Refusal[] | null {
  if (thrown instanceof BodyError) return thrown.refusals;
  const refusal = refusalIn(thrown);
  if (refusal !== null) {
    const { code, message, field, retryAfterSeconds } = refusal;
    return [
      { ...toRefusal(code, message, sourceOf(code, field, pointers)), retryAfterSeconds, bounds: boundsOf(refusal) },
    ];
  }
  if (!(thrown instanceof OperationError)) return null;
  const { message, extensions } = thrown.formatted;
  const code = extensions?.["code"];
  if (!isErrorCode(code)) return null; // a fault that the executor has logged comes as INTERNAL, in its fixed sentence
  const field = extensions?.["field"];
  const source = sourceOf(code, typeof field === "string" ? field : undefined, pointers);
  const retryAfterSeconds = retryAfterOf(thrown.formatted) ?? undefined;
  return [{ ...toRefusal(code, message, source), retryAfterSeconds, bounds: boundsOf({ ...extensions }) }];
}

function boundsOf(told: { readonly minimum?: unknown; readonly maximum?: unknown }): Bounds | undefined {
  const [minimum, maximum] = [told.minimum, told.maximum].map((bound) =>
    typeof bound === "bigint" || typeof bound === "string" ? String(bound) : null,
  );
  return minimum || maximum ? { ...(minimum && { minimum }), ...(maximum && { maximum }) } : undefined;
}

export function faultRefusal(): Refusal {
  return toRefusal("INTERNAL", FAULT_MESSAGE);
}

function sourceOf(code: ErrorCode, field: string | undefined, pointers: Pointers): Source | undefined {
  if (code === "API_KEY_REFUSED") return { parameter: "id", pointer: "" }; // as the manual shows it
  if (field === undefined) return undefined;
  const place = pointers[field] ?? "";
  return typeof place === "string" ? { parameter: field, pointer: place } : place;
}
