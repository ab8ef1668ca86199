import type { PaymentProvider } from "./provider.ts";

/** Nobody takes money: a payment is optional, and one that is sent counts as paid. */
export const noProvider: PaymentProvider = {
  needsPayment: () => false,
  check: () => Promise.resolve(null),
  open: () => Promise.reject(new Error("A payment that is not needed was opened.")),
};
