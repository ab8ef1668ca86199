/** From here on the first terms of the asymptotic series are exact to 12 digits. */
const ASYMPTOTIC = 12;

/** ψ(x) for x > 0: NIST Digital Library of Mathematical Functions, 5.5.2 and 5.11.2. */
export function digamma(x: number): number {
  let sum = 0;
  let at = x;
  for (; at < ASYMPTOTIC; at += 1) sum -= 1 / at;
  const square = 1 / (at * at);
  return sum + Math.log(at) - 1 / (2 * at) - square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)));
}

/** ψ′(x) = ζ(2, x) for x > 0: the derivatives of the same formulas. */
export function trigamma(x: number): number {
  let sum = 0;
  let at = x;
  for (; at < ASYMPTOTIC; at += 1) sum += 1 / (at * at);
  const square = 1 / (at * at);
  return sum + 1 / at + square / 2 + (square / at) * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)));
}
