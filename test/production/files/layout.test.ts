import { describe, expect, it } from "vitest";
import { Checkpoints } from "../../../src/production/files/checkpoints.ts";
import { fixedLayout, type LaidOut, rowAt, rowFrom } from "../../../src/production/files/layout.ts";

/** Ten rows of 4 bytes. */
const FIXED: LaidOut = { count: 10n, layout: fixedLayout(4n) };

/** Ten rows of 1, 2, 3 … bytes, of which the layout knows every third: rows 0, 3, 6 and 9 begin at 0, 6, 21 and 45. */
function mixed(): LaidOut {
  const layout = new Checkpoints(3n);
  for (const [row, offset] of [
    [3n, 6n],
    [6n, 21n],
    [9n, 45n],
  ] as const)
    layout.note(row, offset);
  return { count: 10n, layout };
}

describe("a layout of rows that have the same width", () => {
  it("finds the row that a byte is in", () => {
    expect([0n, 3n, 4n, 7n, 8n, 39n].map((offset) => rowAt(FIXED, offset))).toEqual([0n, 0n, 1n, 1n, 2n, 9n]);
  });

  it("finds the first row that begins at a byte or behind it, or that there is none", () => {
    expect([0n, 1n, 4n, 5n, 36n, 37n, 39n].map((offset) => rowFrom(FIXED, offset))).toEqual([
      0n,
      1n,
      1n,
      2n,
      9n,
      10n,
      10n,
    ]);
  });
});

describe("a layout that knows every third row", () => {
  it("finds the last known row that begins at a byte or before", () => {
    expect([0n, 5n, 6n, 20n, 21n, 44n, 45n, 54n].map((offset) => rowAt(mixed(), offset))).toEqual([
      0n,
      0n,
      3n,
      3n,
      6n,
      6n,
      9n,
      9n,
    ]);
  });

  it("finds the first known row that begins at a byte or behind it, or that there is none", () => {
    expect([0n, 1n, 6n, 7n, 21n, 22n, 45n, 46n].map((offset) => rowFrom(mixed(), offset))).toEqual([
      0n,
      3n,
      3n,
      6n,
      6n,
      9n,
      9n,
      10n,
    ]);
  });

  it("has one row where the file has one", () => {
    const single: LaidOut = { count: 1n, layout: new Checkpoints(3n) };
    expect([rowAt(single, 0n), rowAt(single, 99n), rowFrom(single, 0n), rowFrom(single, 1n)]).toEqual([0n, 0n, 0n, 1n]);
  });
});
