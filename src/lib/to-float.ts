/** A number with the text that JSON gives it. */
export interface SpelledNumber {
  readonly rawJSON: string;
}

/** Of ECMAScript's proposal “JSON.parse source text access”, which Node has and TypeScript's library does not describe yet. */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => SpelledNumber };

/** Powers of ten between which a float is written without an exponent. */
const PLAIN = { from: -4, to: 5 } as const;

/**
 * Spells a number as the documented service does, which is Julia's way: always with a decimal point, and with an exponent from 10^6 on and below 10^-4.
 *
 * `JSON.stringify` writes it so; JavaScript's own spelling of the same numbers is `5`, `5039496` and `0.00001`.
 *
 * @throws {RangeError} for what JSON cannot write: NaN and the infinities.
 * @example JSON.stringify([5, 0.0009, 5039496].map(toFloat)); // [5.0,0.0009,5.039496e6]
 */
export function toFloat(value: number): SpelledNumber {
  if (!Number.isFinite(value)) throw new RangeError(`JSON has no ${value}.`);
  const [significand = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (Object.is(value, -0)) return rawJSON("-0.0"); // which has no other spelling in JavaScript than 0
  const isPlain = power >= PLAIN.from && power <= PLAIN.to;
  return rawJSON(isPlain ? withPoint(String(value)) : `${withPoint(significand)}e${power}`);
}

function withPoint(digits: string): string {
  return digits.includes(".") ? digits : `${digits}.0`;
}
