const WORDS = 2;
const ROW = 256 * WORDS;

/**
 * Hashes byte strings to 64 bits, as two integers of 32.
 *
 * Tabulation hashing (Zobrist; Carter and Wegman): each byte at each place has random bits, and those of a string are XORed. Two different
 * strings get the same hash with a probability of 2^-64, whoever has chosen them, as long as the random bits are not known.
 */
export class TokenHash {
  high = 0;
  low = 0;
  private readonly table: Int32Array;

  /** @param randomBytes unpredictable ones. */
  constructor(
    readonly maxBytes: number,
    randomBytes: (count: number) => Uint8Array,
  ) {
    this.table = new Int32Array(new Uint8Array(randomBytes(4 * ROW * maxBytes)).buffer);
  }

  /** Sets `high` and `low` to the hash of `bytes[start … end − 1]`, at most `maxBytes` of them. */
  take(bytes: Uint8Array, start: number, end: number): void {
    const { table } = this;
    let high = 0;
    let low = 0;
    for (let at = start, row = 0; at < end; at++, row += ROW) {
      const place = row + WORDS * (bytes[at] ?? 0);
      high ^= table[place] ?? 0;
      low ^= table[place + 1] ?? 0;
    }
    this.high = high;
    this.low = low;
  }
}
