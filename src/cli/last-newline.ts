const NEWLINE = 10;
const HELD = Uint8Array.of(NEWLINE);

/** A file of text, read without the newline that it may end with. */
export interface TextWithoutLast {
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Whether there was one, known once it has been read to its end. */
  readonly endsWithNewline: () => boolean;
}

export function withoutLastNewline(open: () => AsyncIterable<Uint8Array>): TextWithoutLast {
  let isHeld = false;
  const read = async function* () {
    isHeld = false;
    for await (const piece of open()) {
      if (piece.length === 0) continue;
      if (isHeld) yield HELD;
      isHeld = piece.at(-1) === NEWLINE;
      yield isHeld ? piece.subarray(0, -1) : piece;
    }
  };
  return { open: read, endsWithNewline: () => isHeld };
}
