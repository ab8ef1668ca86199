import { OperatorError } from "../errors.ts";

/** @throws {OperatorError} naming the option unless its text is a whole number within the bounds. */
export function integerOf(option: string, text: string, minimum: bigint, maximum: bigint): bigint {
  const value = /^\d{1,5000}$/.test(text) ? BigInt(text) : null;
  if (value === null || value < minimum || value > maximum)
    throw new OperatorError(`${option} must be a whole number from ${minimum} to ${maximum}, but is ${text}.`);
  return value;
}
