/** Copies parts, which may be written over once the next is asked for, one behind the other into a buffer of their own; `mostBytes` is never too few. */
export function gathered(parts: Iterable<Uint8Array>, mostBytes: number): Uint8Array<ArrayBuffer> {
  // Not zeroed: every byte is written, or cut off.
  const room = new Uint8Array(Buffer.allocUnsafeSlow(mostBytes).buffer);
  let end = 0;
  for (const part of parts) {
    room.set(part, end);
    end += part.byteLength;
  }
  return end === room.byteLength ? room : new Uint8Array(room.buffer.transfer(end));
}
