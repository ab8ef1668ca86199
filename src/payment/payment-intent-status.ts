/** Where an intent stands as far as it was told; whether it pays for an order, the provider is asked anew. */
export type PaymentIntentStatus = "open" | "failed" | "cancelled" | "paid" | "refunded" | "disputed";

/** Which statuses an event leads away from. Events come late, twice and in any order, so none leads back: a payment that failed once may succeed after all, one that is refunded stays so. */
export const COMES_FROM: Readonly<Record<Exclude<PaymentIntentStatus, "open">, readonly PaymentIntentStatus[]>> = {
  failed: ["open"],
  cancelled: ["open", "failed"],
  paid: ["open", "failed"],
  disputed: ["open", "failed", "paid"],
  refunded: ["open", "failed", "paid", "disputed"],
};
