import { LockMode } from "@mikro-orm/core";

/** Whether a row is only read, or also locked against other transactions until the caller's ends. */
export type Locking = "unlocked" | "locked";

/** The options of a query. What is locked is read again: it may have changed since the transaction has seen it. */
export const LOCKING = {
  unlocked: {},
  locked: { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
} as const satisfies Record<Locking, object>;
