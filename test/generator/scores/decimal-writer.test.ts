import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernel } from "../../../src/generator/kernel/kernel.ts";
import { decimalWriter } from "../../../src/generator/scores/decimal-writer.ts";
import { KernelPlan, loadImage } from "../../../src/generator/kernel/kernel-plan.ts";
import { toWord32s } from "../../../src/generator/kernel/word32s.ts";

/** Writes numbers of so many words, and their differences, with the kernel. */
function written(numbers: readonly bigint[], word32s: number): { readonly scores: string; readonly deltas: string } {
  const plan = new KernelPlan();
  const place = plan.column(4 * word32s);
  const writer = decimalWriter(
    {
      place,
      word32s,
      join: () => {
        /* they are given */
      },
    },
    (2n ** BigInt(32 * word32s)).toString().length + 2,
    plan,
  );
  const layout = plan.close();
  const [scores = "", deltas = ""] = (["score", "delta"] as const).map((kind) => {
    loadImage(layout);
    const words = new Uint32Array(kernel().bytes.buffer, place.address, numbers.length * word32s);
    for (const [at, number] of numbers.entries()) words.set(toWord32s(number, word32s), at * word32s);
    return Buffer.from(writer.write(kind, numbers.length)).toString("latin1");
  });
  return { scores, deltas };
}

function check(numbers: readonly bigint[], word32s: number): void {
  const { scores, deltas } = written(numbers, word32s);
  expect(scores).toBe(numbers.map((number) => `${number}\n`).join(""));
  expect(deltas).toBe(
    numbers
      .slice(1)
      .map((number, at) => `${number - (numbers[at] ?? 0n)}\n`)
      .join(""),
  );
}

describe("decimals", () => {
  it.each([1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 31, 32])(
    "of %i words are those of bigints, and so are differences, at every length and at powers of ten and two",
    (word32s) => {
      const end = 2n ** BigInt(32 * word32s);
      const powers = [
        ...Array.from({ length: 10 * word32s }, (_, digits) => 10n ** BigInt(digits)),
        ...Array.from({ length: 32 * word32s }, (_, bits) => 2n ** BigInt(bits)),
      ];
      const near = powers
        .flatMap((power) => [power - 1n, power, power + 1n, 3n * power, 9n * power])
        .filter((number) => number < end);
      const numbers = [...near, ...near.flatMap((number) => [0n, number, end - 1n, number, number])];
      for (let at = 0; at < numbers.length; at += 100) check(numbers.slice(at, at + 101), word32s);
    },
  );

  it("of any numbers are those of bigints", () => {
    const rows = fc
      .integer({ min: 1, max: 40 })
      .chain((word32s) =>
        fc.tuple(
          fc.array(fc.bigInt({ min: 0n, max: 2n ** BigInt(32 * word32s) - 1n }), { minLength: 2, maxLength: 20 }),
          fc.constant(word32s),
        ),
      );
    fc.assert(
      fc.property(rows, ([numbers, word32s]) => {
        check(numbers, word32s);
      }),
      { seed: 20_260_204, numRuns: 200 },
    );
  });

  it("of 500 words are those of bigints", () => {
    check([2n ** 16_000n - 1n, 0n, 10n ** 4_816n, 10n ** 4_816n - 1n, 7n ** 5_000n], 500);
  });
});
