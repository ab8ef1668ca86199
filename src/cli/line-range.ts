import type { Bytes } from "../certificate/range-proof.ts";
import { OperatorError } from "../errors.ts";

const NEWLINE = 10;

/** From one to another, both included. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/** @throws {OperatorError} naming the option unless its text is `FIRST-LAST` within the bounds. */
export function rangeOf(
  option: string,
  text: string,
  { least, most }: { readonly least: bigint; readonly most: bigint },
): Span {
  const [, first = "", last = ""] = /^(\d{1,40})-(\d{1,40})$/.exec(text) ?? [];
  const span = { first: BigInt(first), last: BigInt(last) };
  if (first === "" || span.first < least || span.last < span.first || span.last > most)
    throw new OperatorError(
      `${option} must be FIRST-LAST, two whole numbers from ${least} to ${most} in their order, but is ${text}.`,
    );
  return span;
}

/**
 * Where lines stand in a text, the newline behind the last one left out.
 *
 * @param span counted from 1.
 * @returns null where there are fewer lines.
 */
export async function bytesOfLines(text: AsyncIterable<Uint8Array>, span: Span): Promise<Bytes | null> {
  const [first, last] = [Number(span.first), Number(span.last)]; // a file has no 2^53 lines
  let line = 1;
  let at = 0n;
  let start = first === 1 ? 0n : null;
  for await (const piece of text) {
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, end + 1)) {
      if (line === last && start !== null) return { start, end: at + BigInt(end) };
      line += 1;
      if (line === first) start = at + BigInt(end + 1);
    }
    at += BigInt(piece.length);
  }
  return line === last && start !== null && start < at ? { start, end: at } : null;
}

/** Bytes of a text, copied: a piece is valid only until the next is asked for. */
export async function* cut(
  text: AsyncIterable<Uint8Array>,
  { start, end }: Bytes,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0n;
  for await (const piece of text) {
    const from = start > at ? start - at : 0n;
    const until = end - at;
    if (from < piece.length) yield Uint8Array.from(piece.subarray(Number(from), Number(until < piece.length ? until : piece.length))); // prettier-ignore
    at += BigInt(piece.length);
    if (at >= end) return;
  }
}
