/** Bytes from `start` on, before `end`. */
export interface ByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * Reads a `Range` header for a file of `size` bytes, as RFC 9110 section 14.1.2 has it.
 *
 * @returns the range, "unsatisfiable", or null where the header is to be ignored: absent, malformed, in another unit, or of several ranges.
 */
export function parseByteRange(header: string | undefined, size: bigint): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? "");
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  if (first === "") return last === "" ? null : suffixRange(BigInt(last), size);
  const start = BigInt(first);
  const end = last === "" ? size : BigInt(last) + 1n;
  if (end <= start && last !== "") return null;
  return start >= size ? "unsatisfiable" : { start, end: end < size ? end : size };
}

/** The last bytes of a file. */
function suffixRange(length: bigint, size: bigint): ByteRange | "unsatisfiable" {
  if (length === 0n || size === 0n) return "unsatisfiable";
  return { start: length < size ? size - length : 0n, end: size };
}
