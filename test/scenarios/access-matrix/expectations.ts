import type { ErrorCode } from "../../../src/errors.ts";
import type { Asker } from "./askers.ts";

/** `data`: what was asked for. `own`: an answer of the asker's own, with nothing of the owner's. `null`: as if it did not exist. Otherwise the refusal's code. */
export type Outcome = "data" | "own" | "null" | ErrorCode;

export type Expected = Readonly<Record<Asker, Outcome>>;

/** What belongs to a session: its key alone opens it, and others get what is told. */
export function bySession(owner: Outcome, others: Outcome, otherCustomer: Outcome = others): Expected {
  return {
    owner,
    sessionAlone: owner,
    apiKeyAlone: "SESSION_REFUSED",
    otherSession: others,
    otherCustomer,
    revoked: "SESSION_REFUSED",
    nobody: "SESSION_REFUSED",
  };
}

/** What belongs to a customer: the Api-Key alone opens it, whichever session goes with it. */
export function byApiKey(owner: Outcome, otherCustomer: Outcome): Expected {
  return {
    owner,
    sessionAlone: "API_KEY_REFUSED",
    apiKeyAlone: owner,
    otherSession: owner,
    otherCustomer,
    revoked: "API_KEY_REFUSED",
    nobody: "API_KEY_REFUSED",
  };
}

export function forEverybody(outcome: Outcome): Expected {
  return {
    owner: outcome,
    sessionAlone: outcome,
    apiKeyAlone: outcome,
    otherSession: outcome,
    otherCustomer: outcome,
    revoked: outcome,
    nobody: outcome,
  };
}
