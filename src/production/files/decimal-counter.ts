const ZERO = 0x30;
const NINE = 0x39;

/** A whole number in decimal digits, counted on by one at a time: far cheaper than to write each anew, and of any length. */
export class DecimalCounter {
  digits: Uint8Array;

  constructor(value: bigint) {
    this.digits = Buffer.from(value.toString());
  }

  next(): void {
    const { digits } = this;
    let at = digits.length - 1;
    while (at >= 0 && digits[at] === NINE) digits[at--] = ZERO;
    if (at >= 0) digits[at] = (digits[at] ?? 0) + 1;
    else this.digits = Uint8Array.of(ZERO + 1, ...digits);
  }
}
