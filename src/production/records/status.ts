/** Where a part stands. */
export type Status = "requested" | "started" | "ended" | "finished" | "analyzed" | "failed" | "cancelled" | "deleted";

/** Which record to show: as it is now, or as it was when that status was reached. */
export type View = "current" | "requested" | "started" | "ended" | "finished" | "analyzed";

/** Where a part may go next. Once its tokens are there it does not fail any more: they and its payment stand. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  requested: ["started", "cancelled", "failed", "deleted"],
  started: ["ended", "cancelled", "failed", "deleted"],
  ended: ["finished", "deleted"],
  finished: ["analyzed", "deleted"],
  analyzed: ["deleted"],
  failed: ["deleted"],
  cancelled: ["deleted"],
  deleted: [],
};

export function canTransition(from: Status, to: Status): boolean {
  return NEXT[from].includes(to);
}

/** Whether a part may still come to a status, at once or by others. */
export function canReach(from: Status, to: Status): boolean {
  return canTransition(from, to) || NEXT[from].some((next) => canReach(next, to));
}

/** True while no token of the part has been shown: leaving from here gives its indexes and its payment back. */
export function isBeforeTokens(status: Status): boolean {
  return status === "requested" || status === "started";
}
