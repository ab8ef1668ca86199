import type { WebSocket } from "ws";

/** Bytes that are handed over at once: whoever takes that much within the time is alive. */
const PIECE_BYTES = 2 ** 16;

/** What is on its way to a peer: in its order, long messages in pieces, so that it is seen how they are taken. */
export class SocketOutbox {
  /** Bytes behind the piece that is handed over. */
  private waiting = 0;
  /** The end of the long message, and of what has come behind it, where there is one. */
  private last: Promise<void> | null = null;
  private isClosing = false;

  /** @param onTaken called for each piece that the network has taken. */
  constructor(
    private readonly webSocket: WebSocket,
    private readonly onTaken: () => void,
  ) {}

  get unsentBytes(): number {
    return this.webSocket.bufferedAmount + this.waiting;
  }

  /** Resolves once all is taken; for a connection that breaks, too: nobody waits for what it was to be told. */
  send(bytes: Buffer): Promise<void> {
    if (this.isClosing) return Promise.resolve();
    if (this.last === null && bytes.length <= PIECE_BYTES) return this.hand(bytes, true);
    this.waiting += bytes.length;
    return this.queue(() => this.sendPieces(bytes));
  }

  /** Behind what was sent before; nothing is sent any more. */
  close(code?: number, reason?: string): void {
    this.isClosing = true;
    const close = () => {
      this.webSocket.close(code, reason);
    };
    if (this.last === null) close();
    else void this.last.then(close);
  }

  private queue(send: () => Promise<void>): Promise<void> {
    const last = (this.last ?? Promise.resolve()).then(send).then(() => {
      if (this.last === last) this.last = null;
    });
    this.last = last;
    return last;
  }

  private async sendPieces(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      this.waiting -= piece.length;
      await this.hand(piece, at + PIECE_BYTES >= bytes.length);
    }
  }

  private hand(piece: Buffer, fin: boolean): Promise<void> {
    if (this.webSocket.readyState !== this.webSocket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      this.webSocket.send(piece, { binary: false, fin }, (error) => {
        if (!error) this.onTaken();
        resolve();
      });
    });
  }
}
