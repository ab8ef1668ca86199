import { describe, expect, it } from "vitest";
import { addEightBytes, addTwelveBytes } from "../../src/generator/ff1-reduce.ts";

const LARGEST = 7_131 ** 3;

/** Numbers of that many bytes beside which a quotient could be rounded the wrong way: multiples of the base, and the ends. */
function edges(base: bigint, bytes: bigint): bigint[] {
  const end = 256n ** bytes;
  const quotients = [0n, 1n, 2n, end / base / 3n, end / base / 2n, end / base - 1n, end / base, 2n ** 15n, 2n ** 16n, 2n ** 31n, 2n ** 32n, 2n ** 48n / base, 2n ** 64n / base];
  const near = quotients.flatMap((quotient) => [-2n, -1n, 0n, 1n, 2n].map((step) => quotient * base + step));
  const shifted = near.flatMap((y) => [y, y << 12n, y << 16n, (y << 16n) + 65_535n, y << 48n, (y << 48n) + 2n ** 48n - 1n]);
  return shifted.filter((y) => y >= 0n && y < end);
}

/** Adds every edge to every half near the base's ends, and compares with bigints. */
function checkEdges(add: typeof addEightBytes, base: number, bytes: bigint): void {
  const numbers = edges(BigInt(base), bytes);
  const drawn = Buffer.alloc(16 * numbers.length, 0xa5);
  numbers.forEach((y, at) => drawn.write(y.toString(16).padStart(Number(2n * bytes), "0"), 16 * at, "hex"));
  for (const half of [0, 1, Math.floor(base / 2), base - 1]) {
    const halves = new Float64Array(numbers.length).fill(half);
    add(new DataView(drawn.buffer, drawn.byteOffset, drawn.byteLength), halves, base);
    expect(Array.from(halves, BigInt), `base ${base}, half ${half}`).toEqual(numbers.map((y) => (BigInt(half) + y) % BigInt(base)));
  }
}

describe("adding a round's number", () => {
  it.each([2, 3, 10, 64, 2_048, 2_049, 65_535, 65_536, 59_049, 10 ** 6, 30 ** 6, 2 ** 31 - 1, 2 ** 31, 65_535 ** 2, 2 ** 32 - 5, 2 ** 32 - 1, 2 ** 32])(
    "of eight bytes is exact modulo %i", (base) => { checkEdges(addEightBytes, base, 8n); },
  );

  it.each([2, 3, 30 ** 6, 65_536, 2 ** 32 - 1, 2 ** 32 + 1, 30 ** 7, 2 ** 36, 10 ** 10, 2 ** 38 - 45, 2 ** 38, LARGEST - 1, LARGEST])(
    "of twelve bytes is exact modulo %i", (base) => { checkEdges(addTwelveBytes, base, 12n); },
  );
});
