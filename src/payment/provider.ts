/** A payment as an order names it. */
export interface PaymentReference {
  /** The transaction, a UUID in lower case. */
  readonly id: string;
  /** The provider's payment intent. */
  readonly ident: string;
}

/** Decides whether an intent pays. */
export interface PaymentProvider {
  /** Whether every part needs a payment. */
  readonly isRequired: boolean;
  /** @returns null when the intent pays, or else why it does not: a sentence that is safe to show. */
  check(ident: string): Promise<string | null>;
}

export type ProviderName = "none" | "sandbox";

/** `none`: a payment is optional. `sandbox`: it is required, and every well-formed one counts as paid. With both a payment pays for one part. */
export const PROVIDERS: Readonly<Record<ProviderName, PaymentProvider>> = {
  none: { isRequired: false, check: () => Promise.resolve(null) },
  sandbox: { isRequired: true, check: () => Promise.resolve(null) },
};
