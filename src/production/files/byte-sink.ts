/** Bytes that are written one behind the other, in memory that grows as they need it. */
export class ByteSink {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;

  constructor(bytes: number) {
    this.bytes = new Uint8Array(bytes);
  }

  put(more: Uint8Array, start = 0, end = more.length): void {
    this.need(end - start);
    const { bytes } = this;
    let { length } = this;
    for (let at = start; at < end; at++) bytes[length++] = more[at] ?? 0;
    this.length = length;
  }

  putByte(byte: number): void {
    this.need(1);
    this.bytes[this.length++] = byte;
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  private need(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
