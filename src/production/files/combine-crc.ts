/** The CRC-32 polynomial without x^32; bit 31 is the coefficient of x^0, as in every value here. */
const POLYNOMIAL = 0xedb88320;
const ONE = 2 ** 31;
/** x^8. */
const BYTE = 2 ** 23;

/**
 * The CRC-32 of two texts one behind the other, by theirs alone: that of the first is shifted by the zeros as which the second begins,
 * a multiplication by x^(8 n) modulo the polynomial. Mark Adler's method, `crc32_combine()` of zlib 1.2.12.
 *
 * @param secondBytes Bytes of the second text, below 2^32.
 */
export function combineCrc(first: number, second: number, secondBytes: number): number {
  let shift = ONE;
  let power = BYTE;
  for (let left = secondBytes >>> 0; left > 0; left >>>= 1) {
    if (left & 1) shift = multiply(power, shift);
    power = multiply(power, power);
  }
  return (multiply(shift, first) ^ second) >>> 0;
}

/** A product of polynomials over GF(2), modulo the CRC's. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let left = a, factor = b; left !== 0; left <<= 1) {
    if (left & ONE) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}
