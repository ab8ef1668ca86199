import { describe, expect, it } from "vitest";
import { longModulus } from "../../../src/generator/ff1/ff1-long.ts";
import { shortDivision } from "../../../src/generator/ff1/ff1-short.ts";
import { wideModulus } from "../../../src/generator/ff1/ff1-wide.ts";
import { kernel } from "../../../src/generator/kernel/kernel.ts";
import { KernelPlan, loadImage } from "../../../src/generator/kernel/kernel-plan.ts";

/** Numbers of that many bytes beside which a quotient could be rounded the wrong way: multiples of the base, and the ends. */
function edges(base: bigint, bytes: bigint): bigint[] {
  const end = 256n ** bytes;
  const quotients = [
    0n,
    1n,
    2n,
    3n,
    end / base / 3n,
    end / base / 2n,
    ((end / base) * 2n) / 3n,
    end / base - 1n,
    end / base,
    2n ** 15n,
    2n ** 16n,
    2n ** 31n,
    2n ** 32n,
    2n ** 33n - 1n,
    2n ** 47n + 1n,
    2n ** 48n / base,
    2n ** 64n / base,
  ];
  const middles = quotients.map((quotient) => quotient * base + base / 2n); // where the nearest quotient turns
  const near = [...quotients.map((quotient) => quotient * base), ...middles].flatMap((y) =>
    [-4_096n, -2n, -1n, 0n, 1n, 2n, 4_095n, 4_096n, 2n ** 44n].map((step) => y + step),
  );
  const shifted = near.flatMap((y) => [
    y,
    y << 12n,
    y << 16n,
    (y << 32n) + 2n ** 32n - 1n,
    (y << 48n) + 2n ** 48n - 1n,
  ]);
  const all = [...shifted, end - 1n, end - 2n, end / 2n, end / 2n - 1n].filter((y) => y >= 0n && y < end);
  while (all.length % 4 !== 0) all.push(0n); // the short kernel takes four at a time
  return all;
}

type Add = (halves: bigint[], ys: bigint[]) => bigint[];

/** Adds every edge to every half near the base's ends, and compares with bigints. */
function checkEdges(add: Add, base: bigint, bytes: bigint): void {
  const ys = edges(base, bytes);
  for (const half of [0n, 1n, base / 2n, base - 1n]) {
    expect(
      add(
        ys.map(() => half),
        ys,
      ),
      `base ${base}, half ${half}`,
    ).toEqual(ys.map((y) => (half + y) % base));
  }
}

/** Numbers of `bytes` bytes, one each `stride` bytes. */
interface Column {
  readonly address: number;
  readonly stride: number;
  readonly bytes: number;
}

function put({ address, stride, bytes }: Column, numbers: readonly bigint[], order: "big" | "little"): void {
  for (const [at, number] of numbers.entries()) {
    const big = Buffer.from(number.toString(16).padStart(2 * bytes, "0"), "hex");
    kernel().bytes.set(order === "big" ? big : big.reverse(), address + at * stride);
  }
}

function take({ address, stride, bytes }: Column, count: number): bigint[] {
  return Array.from({ length: count }, (_, at) =>
    BigInt(
      `0x${Buffer.from(kernel().bytes.slice(address + at * stride, address + at * stride + bytes))
        .reverse()
        .toString("hex")}`,
    ),
  );
}

/** A round of the short kernel on numbers y that are given. */
function shortAdd(base: bigint): Add {
  const plan = new KernelPlan();
  const [template, halves, blocks] = [plan.constant(new Uint8Array(16)), plan.column(4), plan.column(16)];
  const layout = plan.close();
  const { inverse, offset } = shortDivision(base);
  return (before, ys) => {
    loadImage(layout);
    put({ address: halves.address, stride: 4, bytes: 4 }, before, "little");
    put({ address: blocks.address, stride: 16, bytes: 8 }, ys, "big");
    kernel().shortRound(halves.address, blocks.address, template.address, ys.length, Number(base), inverse, offset);
    return take({ address: halves.address, stride: 4, bytes: 4 }, ys.length);
  };
}

function longAdd(base: bigint, yBytes: number): Add {
  const plan = new KernelPlan();
  const [template, halves, blocks, modulus] = [
    plan.constant(new Uint8Array(16)),
    plan.column(8),
    plan.column(16),
    longModulus(base, yBytes, plan),
  ];
  const layout = plan.close();
  return (before, ys) => {
    loadImage(layout);
    put({ address: halves.address, stride: 8, bytes: 8 }, before, "little");
    put({ address: blocks.address, stride: 16, bytes: yBytes }, ys, "big");
    kernel().longRound(halves.address, blocks.address, template.address, ys.length, modulus.address);
    return take({ address: halves.address, stride: 8, bytes: 8 }, ys.length);
  };
}

function wideAdd(base: bigint, yBytes: number): Add {
  const plan = new KernelPlan();
  const [halves, ys, modulus] = [plan.column(yBytes), plan.column(yBytes), wideModulus(base, yBytes / 4, plan)];
  const layout = plan.close();
  return (before, numbers) => {
    loadImage(layout);
    put({ address: halves.address, stride: yBytes, bytes: yBytes }, before, "little");
    put({ address: ys.address, stride: yBytes, bytes: yBytes }, numbers, "little");
    kernel().wideAdd(halves.address, yBytes, ys.address, yBytes, numbers.length, modulus.address);
    return take({ address: halves.address, stride: yBytes, bytes: yBytes }, numbers.length);
  };
}

describe("adding a round's number", () => {
  it.each([2n ** 16n, 2n ** 16n + 1n, 65_537n, 10n ** 6n, 30n ** 6n, 2n ** 30n, 2n ** 31n - 1n, 2n ** 31n])(
    "to short halves is exact modulo %i",
    (base) => {
      checkEdges(shortAdd(base), base, 8n);
    },
  );

  it.each([
    2n,
    3n,
    10n,
    64n,
    2_048n,
    65_535n,
    65_536n,
    59_049n,
    30n ** 6n,
    2n ** 31n,
    65_535n ** 2n,
    2n ** 32n - 5n,
    2n ** 32n - 1n,
    2n ** 32n,
  ])("of eight bytes to long halves is exact modulo %i", (base) => {
    checkEdges(longAdd(base, 8), base, 8n);
  });

  it.each([
    2n,
    3n,
    30n ** 6n,
    65_536n,
    2n ** 32n - 1n,
    2n ** 32n + 1n,
    30n ** 7n,
    10n ** 10n,
    7_131n ** 3n,
    2n ** 47n + 5n,
    2n ** 48n - 1n,
    2n ** 48n,
    2n ** 48n + 1n,
    30n ** 10n,
    2n ** 52n + 1n,
    2n ** 61n - 1n,
    2n ** 62n,
    2n ** 63n - 1n,
    2n ** 63n,
    2n ** 63n + 1n,
    30n ** 13n,
    65_535n ** 4n,
    2n ** 64n - 2n ** 46n,
  ])("of twelve bytes to long halves is exact modulo %i", (base) => {
    checkEdges(longAdd(base, 12), base, 12n);
  });

  it.each([
    [2n ** 32n, 12],
    [2n ** 32n + 1n, 12],
    [30n ** 10n, 12],
    [2n ** 63n + 1n, 12],
    [2n ** 64n - 1n, 12],
    [2n ** 64n, 12],
    [2n ** 64n + 1n, 16],
    [5n ** 50n, 20],
    [2n ** 96n - 1n, 16],
    [2n ** 96n, 16],
    [2n ** 96n + 1n, 20],
    [2n ** 127n + 1n, 20],
    [2n ** 128n - 1n, 20],
    [(2n ** 32n - 1n) * 2n ** 96n + 2n ** 64n - 1n, 20],
    [2n ** 127n + 2n ** 95n - 1n, 20],
    [65_535n ** 40n, 84],
  ])("to wide halves is exact modulo %i", (base, bytes) => {
    checkEdges(wideAdd(base, bytes), base, BigInt(bytes));
  });
});

describe("a plan of the kernel's memory", () => {
  it("refuses a line that does not fit, instead of writing beyond the end", () => {
    const plan = new KernelPlan();
    plan.constant(new Uint8Array(2 ** 25));
    plan.column(1);
    expect(() => plan.close()).toThrow(/bytes of the kernel's memory/);
  });
});
