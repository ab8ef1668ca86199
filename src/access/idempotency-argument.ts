import type { RequestContext } from "../graphql/request-context.ts";

/** Of every mutation that makes something: an argument beside its input. */
export const IDEMPOTENCY_KEY = {
  nullable: true,
  description:
    "The same request under the same key, within 24 hours, is answered with what the first has made. The header Idempotency-Key says the same.",
} as const;

/** The argument where there is one, or else the header of the HTTP request. */
export function idempotencyKeyOf(key: string | null | undefined, { caller }: RequestContext): string | null {
  return key ?? caller.idempotencyKey ?? null;
}
