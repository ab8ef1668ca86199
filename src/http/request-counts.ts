import { LabelledCounts } from "../lib/labelled-counts.ts";

/** Counts the requests that were answered: by their method, their address as `addresses.ts` has it, and the status. */
export type RequestCounts = LabelledCounts<"method" | "route" | "status">;

export function requestCounts(): RequestCounts {
  return new LabelledCounts(["method", "route", "status"]);
}
