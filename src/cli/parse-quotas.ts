import { AGREEMENTS, type Quotas } from "../access/agreement.ts";
import { OperatorError } from "../errors.ts";

/** What is to be changed: a number, null for no limit, or undefined to go back to the agreement's. */
export type QuotaChanges = { readonly [Name in keyof Quotas]?: number | null | undefined };

/** More than anybody can hold; counting stays exact. */
const MAX_QUOTA = 1_000_000_000;

/**
 * Reads quotas as an operator writes them: `openLines=500`, `requestsPerSecond=none`, `sockets=agreement`.
 *
 * @throws {OperatorError} naming the first that is wrong, and what would be right.
 */
export function parseQuotas(texts: readonly string[]): QuotaChanges {
  return Object.fromEntries(texts.map(parseQuota));
}

function parseQuota(text: string): [keyof Quotas, number | null | undefined] {
  const [written = "", value = ""] = text.split("=");
  const name = quotaNames().find((each) => each === written);
  if (name === undefined)
    throw new OperatorError(
      `There is no quota ${JSON.stringify(written)}: --quota takes <name>=<number>, and the names are ${quotaNames().join(", ")}.`,
    );
  if (value === "agreement") return [name, undefined];
  if (value === "none" && name === "requestsPerSecond") return [name, null];
  const least = name === "requestsPerSecond" ? 1 : 0;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : -1;
  if (number >= least && number <= MAX_QUOTA) return [name, number];
  const none = name === "requestsPerSecond" ? ", none for no limit," : "";
  throw new OperatorError(
    `The quota ${name} must be a whole number from ${least} to ${MAX_QUOTA}${none} or the word agreement.`,
  );
}

function quotaNames(): (keyof Quotas)[] {
  return Object.keys(AGREEMENTS.basic.quotas) as (keyof Quotas)[]; // an object of exactly that type
}
