const NEWLINE = 10;

/** Takes one line: `bytes[start … end − 1]`, its newline left out. The bytes are its own only until it returns. */
export type TakeLine = (bytes: Uint8Array, start: number, end: number) => void;

/** Cuts bytes that come in pieces into lines; of a line of more than `limit` bytes at least the first `limit` are told, as if it ended there. */
export class Lines {
  private readonly held: Uint8Array;
  private heldBytes = 0;

  constructor(
    limit: number,
    private readonly take: TakeLine,
  ) {
    this.held = new Uint8Array(limit);
  }

  push(bytes: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] !== NEWLINE) continue;
      if (this.heldBytes > 0) {
        this.hold(bytes.subarray(0, at));
        this.end();
      } else {
        this.take(bytes, start, at);
      }
      start = at + 1;
    }
    this.hold(bytes.subarray(start));
  }

  /** Takes the last line, which no newline ends; it may be empty. */
  end(): void {
    const { heldBytes } = this;
    this.heldBytes = 0;
    this.take(this.held, 0, heldBytes);
  }

  private hold(piece: Uint8Array): void {
    const kept = piece.subarray(0, this.held.length - this.heldBytes);
    this.held.set(kept, this.heldBytes);
    this.heldBytes += kept.length;
  }
}
