import { ServiceError } from "../errors.ts";

/** The code of a connection that broke or could not be made, whatever the network's own words were. */
export const CONNECTION_LOST = "CONNECTION_LOST";

/** SQLite's result codes, each with its extended ones: another process has the file, the disk is full, away, or cannot be written. */
const SQLITE = /^SQLITE_(?:BUSY|CANTOPEN|FULL|IOERR|LOCKED|NOMEM|PROTOCOL|READONLY)(?:_|$)/;

/**
 * PostgreSQL's SQLSTATEs: connections (08), resources (53: disk, memory, connections), shutdown and cancelled statements (57), time-outs of
 * locks and of idle transactions, a server that is read-only for the time being, its disk, and transactions that another one has got in the way of.
 */
const SQLSTATE = /^(?:08\w{3}|53\w{3}|57014|57P0[1-5]|55P03|25006|25P03|58030|40001|40P01)$/;

/** Transactions that lost a race; the database itself is well. */
const CONFLICTS: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** Causes of causes that are looked at. */
const MAX_DEPTH = 10;
const RETRY_AFTER_SECONDS = 5;

/** Whether the infrastructure alone is at fault, so that the same may succeed later. The one place that decides it. */
export function isPassingFault(thrown: unknown): boolean {
  return passingCode(thrown) !== null;
}

/** Whether the database is away, full or held: any passing fault but a lost race. */
export function isAbsence(thrown: unknown): boolean {
  const code = passingCode(thrown);
  return code !== null && !CONFLICTS.has(code);
}

/** What a client is told of something thrown: the refusal that it is, or `DATABASE_UNAVAILABLE` for a passing fault; null for any other fault. */
export function refusalIn(thrown: unknown): ServiceError | null {
  if (thrown instanceof ServiceError) return thrown;
  return isPassingFault(thrown) ? databaseUnavailable() : null;
}

function databaseUnavailable(): ServiceError {
  const message =
    "The database is not available at the moment. Send the same again in a moment; with an Idempotency-Key or a payment nothing is made twice.";
  return new ServiceError("DATABASE_UNAVAILABLE", message, undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function passingCode(thrown: unknown): string | null {
  let each = thrown;
  for (let depth = 0; depth < MAX_DEPTH && each instanceof Error; depth += 1) {
    const code = "code" in each ? each.code : undefined;
    if (typeof code === "string" && (code === CONNECTION_LOST || SQLITE.test(code) || SQLSTATE.test(code))) return code;
    each = each.cause;
  }
  return null;
}
