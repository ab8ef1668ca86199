import { OperatorError } from "../errors.ts";

export function cannotBeOpened(cause: unknown): OperatorError {
  return new OperatorError(
    "The database cannot be opened: check that DATABASE_URL or DATA_DIR is right and reachable.",
    { cause },
  );
}
