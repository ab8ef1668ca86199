import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How often something may happen: so many times in each window. */
export interface RatePolicy {
  /** As the headers tell it: letters, digits and hyphens. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** How a count stands against its policy. */
export interface RateStanding {
  readonly policy: RatePolicy;
  readonly isWithin: boolean;
  readonly remaining: number;
  /** Until the window ends; at least 1. */
  readonly resetSeconds: number;
}

/** Where it is counted: in the memory of this process, or in a place that many nodes share. */
export interface RateCounters {
  /** Counts once more, and tells how it stands then. */
  count(key: string, policy: RatePolicy): Promise<RateStanding>;
  /** Tells how it would stand with one more. */
  look(key: string, policy: RatePolicy): Promise<RateStanding>;
}

/** Counts for this process alone; what is not counted any more is forgotten with its window. */
export function memoryRateCounters(): RateCounters {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = ({ name, limit, windowSeconds }: RatePolicy) => {
    const place = `${name}:${limit}:${windowSeconds}`;
    const limiter = limiters.get(place) ?? new RateLimiterMemory({ points: limit, duration: windowSeconds });
    limiters.set(place, limiter);
    return limiter;
  };
  return {
    count: async (key, policy) => standingOf(policy, await limiterOf(policy).consume(key).catch(unlessFault)),
    look: async (key, policy) => {
      const found = await limiterOf(policy).get(key);
      const consumed = found?.consumedPoints ?? 0;
      return standingOf(policy, { consumedPoints: consumed + 1, msBeforeNext: found?.msBeforeNext ?? 0 });
    },
  };
}

/** Counts for one of several nodes: each lets its share of a limit pass, at least one. */
export function sharedAmong(counters: RateCounters, nodes: () => number): RateCounters {
  const share = (policy: RatePolicy) => ({ ...policy, limit: Math.max(1, Math.ceil(policy.limit / nodes())) });
  return {
    count: (key, policy) => counters.count(key, share(policy)),
    look: (key, policy) => counters.look(key, share(policy)),
  };
}

/** The library rejects with the result itself where the limit is passed. */
function unlessFault(rejected: unknown): RateLimiterRes {
  if (rejected instanceof RateLimiterRes) return rejected;
  throw rejected;
}

/** A clock that was set back makes no window longer than it is. */
function standingOf(
  policy: RatePolicy,
  { consumedPoints, msBeforeNext }: Pick<RateLimiterRes, "consumedPoints" | "msBeforeNext">,
): RateStanding {
  const { limit, windowSeconds } = policy;
  const resetSeconds = Math.min(Math.max(1, Math.ceil(msBeforeNext / 1_000)), windowSeconds);
  return { policy, isWithin: consumedPoints <= limit, remaining: Math.max(limit - consumedPoints, 0), resetSeconds };
}
