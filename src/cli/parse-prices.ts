import { AGREEMENTS, type OwnPrice } from "../access/agreement.ts";
import { OperatorError } from "../errors.ts";

/** What is to be changed: an amount in the currency's major unit, or undefined to go back to the agreement's. */
export type PriceChanges = { readonly [Name in keyof OwnPrice]?: number | undefined };

/** With as many decimals a double has them all, and is written without an exponent. */
const AMOUNT = /^\d{1,7}(\.\d{1,6})?$/;

/**
 * Reads prices as an operator writes them: `digit=0.0005`, `rebate=agreement`.
 *
 * @throws {OperatorError} naming the first that is wrong, and what would be right.
 */
export function parsePrices(texts: readonly string[]): PriceChanges {
  return Object.fromEntries(texts.map(parsePrice));
}

function parsePrice(text: string): [keyof OwnPrice, number | undefined] {
  const [written = "", value = "", ...rest] = text.split("=");
  const name = priceNames().find((each) => each === written);
  if (name === undefined)
    throw new OperatorError(
      `There is no price ${JSON.stringify(written)}: --price takes <name>=<amount>, and the names are ${priceNames().join(", ")}.`,
    );
  if (value === "agreement" && rest.length === 0) return [name, undefined];
  if (AMOUNT.test(value) && rest.length === 0) return [name, Number(value)];
  throw new OperatorError(
    `The price ${name} must be an amount from 0 to 9999999 with at most 6 decimals, such as 0.0005, or the word agreement.`,
  );
}

function priceNames(): (keyof OwnPrice)[] {
  const { currency: _, ...own } = AGREEMENTS.basic.price;
  return Object.keys(own) as (keyof OwnPrice)[]; // an object of exactly that type
}
