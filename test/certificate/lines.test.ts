import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lines } from "../../src/certificate/lines.ts";

/** The lines of a text that comes in pieces, which lie in one buffer, one after the other, as those of a file do. */
function linesOf(pieces: readonly string[], limit: number): string[] {
  const found: string[] = [];
  const lines = new Lines(limit, (bytes, start, end) =>
    found.push(Buffer.from(bytes.subarray(start, end)).toString("latin1")),
  );
  const room = Buffer.alloc(100);
  for (const piece of pieces) lines.push(room.subarray(0, room.write(piece, "latin1")));
  lines.end();
  return found;
}

describe("lines", () => {
  it("are the same however the bytes are cut into pieces", () => {
    const piece = fc
      .array(fc.constantFrom("a", "b", "\n", "\r", "\n\n", ""), { maxLength: 20 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        expect(linesOf(pieces, 1_000)).toEqual(pieces.join("").split("\n"));
      }),
    );
  });

  it("are one more than newlines, so that a newline at the end makes an empty one", () => {
    expect(linesOf(["ab\ncd"], 4)).toEqual(["ab", "cd"]);
    expect(linesOf(["ab\ncd\n"], 4)).toEqual(["ab", "cd", ""]);
    expect(linesOf([], 4)).toEqual([""]);
  });

  it("are told by their first bytes alone where pieces cut long ones, and take no more room", () => {
    expect(linesOf(["a", ..."b".repeat(50), "\ncd", "e\nf"], 4)).toEqual(["abbb", "cde", "f"]);
  });
});
