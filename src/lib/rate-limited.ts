import { ServiceError } from "../errors.ts";
import type { RateStanding } from "./rate-counters.ts";

/** The refusal of what has happened too often. */
export function rateLimited({ policy: { limit, windowSeconds }, resetSeconds }: RateStanding): ServiceError {
  const window = windowSeconds === 1 ? "second" : `${windowSeconds} seconds`;
  return new ServiceError(
    "RATE_LIMITED",
    `At most ${limit} in a ${window} are taken; send it again in ${resetSeconds} s.`,
    undefined,
    { retryAfterSeconds: resetSeconds },
  );
}
