/**
 * Gives the memory of bytes back at once; nobody may use them any more.
 *
 * Left to the garbage collector, what other threads hand over makes it run every few dozen MiB, over the whole heap: that took longer than
 * the making of the tokens.
 */
export function releaseMemory({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0);
}
