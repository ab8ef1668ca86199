import { ServiceError } from "../errors.ts";

/** The one answer to every snapshot that cannot be used, whatever is wrong: unreadable, changed, sealed by a key that is gone, of another line. */
export function snapshotRefused(): ServiceError {
  return new ServiceError(
    "SNAPSHOT_REFUSED",
    "The snapshot must be one that this service has made of the line, unchanged.",
    "snapshot",
  );
}
