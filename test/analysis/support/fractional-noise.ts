import { wordsFrom } from "./scores.ts";

/**
 * Fractional Gaussian noise of mean 0, variance 1 and a known Hurst exponent, exact in distribution: the covariances of 2n numbers, put
 * on a circle, are diagonal after a Fourier transform (Davies and Harte, "Tests for Hurst effect", Biometrika 74, 1987).
 *
 * @param count A power of two.
 */
export function fractionalNoise(hurst: number, count: number, seed: number): Float64Array {
  const normal = normalsFrom(seed);
  const eigenvalues = Float64Array.from({ length: 2 * count }, (_, at) =>
    covariance(hurst, Math.min(at, 2 * count - at)),
  );
  transform(eigenvalues, new Float64Array(2 * count));
  const scales = eigenvalues.map((value) => Math.sqrt(Math.max(0, value) / (2 * count)));
  const real = scales.map((scale) => scale * normal());
  transform(
    real,
    scales.map((scale) => scale * normal()),
  );
  return real.slice(0, count);
}

/** Noise as scores below 2^60. */
export function noiseScores(noise: Float64Array): bigint[] {
  return Array.from(noise, (value) => (1n << 59n) + BigInt(Math.round(value * 2 ** 52)));
}

/** Of two numbers of the noise at this distance. */
function covariance(hurst: number, distance: number): number {
  const power = (base: number) => Math.abs(base) ** (2 * hurst);
  return (power(distance + 1) - 2 * power(distance) + power(distance - 1)) / 2;
}

/** Normally distributed numbers, by Box and Muller. */
function normalsFrom(seed: number): () => number {
  const word = wordsFrom(seed);
  return () => Math.sqrt(-2 * Math.log((word() + 1) / 2 ** 32)) * Math.cos((2 * Math.PI * word()) / 2 ** 32);
}

/** The discrete Fourier transform in place, of a power of two of complex numbers: Cooley and Tukey. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  reorder(real);
  reorder(imaginary);
  for (let half = 1; half < real.length; half *= 2) {
    for (let turn = 0; turn < half; turn++) {
      const [cos, sin] = [Math.cos((Math.PI * turn) / half), -Math.sin((Math.PI * turn) / half)];
      for (let a = turn; a < real.length; a += 2 * half) {
        const b = a + half;
        const [x, y, u, v] = [real[a] ?? 0, imaginary[a] ?? 0, real[b] ?? 0, imaginary[b] ?? 0];
        const [p, q] = [u * cos - v * sin, u * sin + v * cos];
        [real[a], imaginary[a], real[b], imaginary[b]] = [x + p, y + q, x - p, y - q];
      }
    }
  }
}

/** Each number to the place whose binary digits are its own, read backwards. */
function reorder(values: Float64Array): void {
  for (let at = 1, reversed = 0; at < values.length; at++) {
    let bit = values.length >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed |= bit;
    if (at < reversed) [values[at], values[reversed]] = [values[reversed] ?? 0, values[at] ?? 0];
  }
}
