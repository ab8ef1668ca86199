/** Every code a client may see, on GraphQL (`extensions.code`) and on REST (`errors[].code`) alike. */
export type ErrorCode =
  | "ALPHABET_EXISTS"
  | "ALPHABET_INVALID"
  | "ALPHABET_PRESET"
  | "ALPHABET_UNKNOWN"
  | "ANALYSIS_TOO_SMALL"
  | "API_KEY_REFUSED"
  | "BODY_INVALID"
  | "BODY_TOO_LARGE"
  | "BODY_UNREADABLE"
  | "CLIENT_ID_REFUSED"
  | "CURSOR_INVALID"
  | "DATABASE_UNAVAILABLE"
  | "DIGITS_INVALID"
  | "DIGITS_OUT_OF_LIMIT"
  | "FILE_TOO_LARGE"
  | "FILTER_INVALID"
  | "FORMAT_EMPTY"
  | "FORMAT_EXISTS"
  | "FORMAT_INVALID"
  | "FORMAT_TOO_LARGE"
  | "FORMAT_UNKNOWN"
  | "IDEMPOTENCY_KEY_BUSY"
  | "IDEMPOTENCY_KEY_REUSED"
  | "INPUT_INVALID"
  | "INTERNAL"
  | "LINE_MISMATCH"
  | "LINK_REFUSED"
  | "MEDIA_TYPE_UNSUPPORTED"
  | "METHOD_NOT_ALLOWED"
  | "NOT_ACCEPTABLE"
  | "NOT_FOUND"
  | "NOT_READY"
  | "PARAMETER_INVALID"
  | "PAYMENT_PROVIDER_FAILED"
  | "PAYMENT_REQUIRED"
  | "PAYMENT_UNAVAILABLE"
  | "PAYMENT_USED"
  | "PRECONDITION_FAILED"
  | "QUERY_TOO_COMPLEX"
  | "QUOTA_EXCEEDED"
  | "RANGE_UNSATISFIABLE"
  | "RATE_LIMITED"
  | "SEED_INVALID"
  | "SERVICE_STOPPING"
  | "SESSION_REFUSED"
  | "SIZE_INVALID"
  | "SIZE_OUT_OF_LIMIT"
  | "SIZE_UNAVAILABLE"
  | "SNAPSHOT_REFUSED"
  | "SNAPSHOT_STALE"
  | "STATUS_CONFLICT"
  | "TYPE_CONFLICT";

/** Seconds after which to ask again, where a refusal does not know better. */
const WAITS: Readonly<Partial<Record<ErrorCode, number>>> = { IDEMPOTENCY_KEY_BUSY: 1, SERVICE_STOPPING: 5 };

/** What more a refusal may tell. */
type RefusalDetails = Partial<Pick<ServiceError, "retryAfterSeconds" | "minimum" | "maximum" | "others">>;

/**
 * A refusal: what was asked cannot be done, and the message, safe to show, says what was wrong and what would be right.
 *
 * Anything else that is thrown is a fault: logged once at the edge and answered with a fixed sentence.
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: ErrorCode;
  /** The input member at fault, by its public name (`size`, `alphabet`, `payment` …), where there is one. */
  readonly field: string | undefined;
  /** When the same may succeed, where it is a matter of waiting. */
  readonly retryAfterSeconds: number | undefined;

  /** The least and the greatest value that would be right, where there are such. */
  readonly minimum: bigint | undefined;
  readonly maximum: bigint | undefined;
  /** What else the same request is refused for. */
  readonly others: readonly ServiceError[];

  constructor(
    code: ErrorCode,
    message: string,
    field?: string,
    { retryAfterSeconds, minimum, maximum, others = [] }: RefusalDetails = {},
  ) {
    super(message);
    this.code = code;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds ?? WAITS[code];
    this.minimum = minimum;
    this.maximum = maximum;
    this.others = others;
  }

  /** The same refusal, with whatever is told to be different. */
  with({ field = this.field, others = this.others }: Partial<Pick<ServiceError, "field" | "others">>): ServiceError {
    return new ServiceError(this.code, this.message, field, { ...this, others });
  }
}

/**
 * Refuses a request for everything that speaks against it.
 *
 * @throws {ServiceError} the first of the refusals, which has the others with it.
 */
export function refuseAll([first, ...others]: readonly ServiceError[]): void {
  if (first !== undefined) throw first.with({ others });
}

/** Why the service cannot start or a command cannot run: one sentence for the operator, who can mend it. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}
