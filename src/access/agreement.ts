/** What a customer may order, and at which prices. */
export interface Agreement {
  readonly name: AgreementName;
  readonly limits: Limits;
  /** UTF-8 bytes of one part's tokens, line breaks not counted; null where there is no limit. */
  readonly partBytes: bigint | null;
  readonly price: Price;
  readonly quotas: Quotas;
}

export type AgreementName = "basic" | "unlimited";

export interface Limits {
  readonly minTokens: bigint;
  readonly maxTokens: bigint;
  readonly minDigits: number;
  readonly maxDigits: number;
}

/** How much of the service one customer may hold at a time. */
export interface Quotas {
  /** Production lines that are not deleted, in all sessions. */
  readonly openLines: number;
  /** Sessions that are not revoked. */
  readonly openSessions: number;
  /** Characters of all custom alphabets, in all sessions; and, by themselves, of the texts of all named formats. */
  readonly alphabetChars: number;
  /** Payments that were opened here, and that no part was ordered with. */
  readonly openPayments: number;
  /** Idempotency-Keys that are remembered, of all sessions. */
  readonly idempotencyKeys: number;
  /** WebSocket connections. */
  readonly sockets: number;
  /** Operations at the same time on one of them. */
  readonly operationsPerSocket: number;
  /** Null where there is no limit. */
  readonly requestsPerSecond: number | null;
}

/** What a customer holds of those quotas that are counted in the database. */
export interface Used extends Pick<
  Quotas,
  "openLines" | "openSessions" | "alphabetChars" | "openPayments" | "idempotencyKeys"
> {
  /** Characters of the texts of all named formats, in all sessions; `alphabetChars` is their quota, too. */
  readonly formatChars: number;
}

/** In the currency's major unit: for a part, for each of its digits, and for its metrics; the rebate is an amount taken off. */
export interface Price {
  readonly job: number;
  readonly digit: number;
  readonly metrics: number;
  readonly rebate: number;
  readonly currency: string;
}

/** The prices of it that can be set for a customer alone. */
export type OwnPrice = Omit<Price, "currency">;

/** `basic` is the documented agreement (REST contract, sections 2 and 3); `unlimited` is for those who run the service for themselves. */
export const AGREEMENTS: Readonly<Record<AgreementName, Agreement>> = {
  basic: {
    name: "basic",
    limits: { minTokens: 1_000n, maxTokens: 100_000n, minDigits: 3, maxDigits: 100 },
    partBytes: 1_048_576n,
    price: { job: 5, digit: 0.0009, metrics: 1, rebate: 0, currency: "EUR" },
    quotas: {
      openLines: 100,
      openSessions: 100,
      alphabetChars: 200_000,
      openPayments: 100,
      idempotencyKeys: 10_000,
      sockets: 20,
      operationsPerSocket: 50,
      requestsPerSecond: 50,
    },
  },
  unlimited: {
    name: "unlimited",
    limits: { minTokens: 1n, maxTokens: 10n ** 15n, minDigits: 1, maxDigits: 1_000 },
    partBytes: null,
    price: { job: 0, digit: 0, metrics: 0, rebate: 0, currency: "EUR" },
    quotas: {
      openLines: 100_000,
      openSessions: 10_000,
      alphabetChars: 10_000_000,
      openPayments: 10_000,
      idempotencyKeys: 1_000_000,
      sockets: 10_000,
      operationsPerSocket: 100,
      requestsPerSecond: null,
    },
  },
};
