import type { RequestContext } from "../graphql/request-context.ts";

/** The argument of every mutation that makes something, beside its input. */
export const IDEMPOTENCY_KEY = {
  nullable: true,
  description:
    "A key of your choice. If the same request comes again under it within 24 hours, it gets what the first one made. The header `Idempotency-Key` does the same.",
} as const;

/** The argument where there is one, or else the header of the HTTP request. */
export function idempotencyKeyOf(key: string | null | undefined, { caller }: RequestContext): string | null {
  return key ?? caller.idempotencyKey ?? null;
}
