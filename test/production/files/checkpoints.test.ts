import { describe, expect, it } from "vitest";
import { Checkpoints } from "../../../src/production/files/checkpoints.ts";

/** Notes tokens 10, 20, 30 and so on; a token begins at twice its number and one. */
function noted(count: number): Checkpoints {
  const checkpoints = new Checkpoints(10n);
  for (let at = 1n; at <= BigInt(count); at++) checkpoints.note(10n * at, 20n * at + 1n);
  return checkpoints;
}

describe("checkpoints", () => {
  it("tell where every token begins that was noted", () => {
    const checkpoints = noted(4_095);
    expect(checkpoints.spacing).toBe(10n);
    expect([0n, 10n, 40_950n].map((token) => checkpoints.start(token))).toEqual([0n, 21n, 81_901n]);
    expect(() => checkpoints.start(40_960n)).toThrow(RangeError);
  });

  it("are halved when there would be more than 4,096, and go on at twice the spacing", () => {
    const full = noted(4_096); // with the file's beginning one more than 4,096
    expect(full.spacing).toBe(20n);
    expect([0n, 20n, 40_960n].map((token) => full.start(token))).toEqual([0n, 41n, 81_921n]);
    expect(full.toBytes().byteLength).toBe(8 * (1 + 2_049));

    const more = noted(4_099);
    expect(more.start(40_980n)).toBe(81_961n);
    expect(() => more.start(41_000n)).toThrow(RangeError);
  });

  it("are halved again and again, however long the file is, and stay at most 4,096", () => {
    const checkpoints = noted(20_000);
    expect(checkpoints.spacing).toBe(80n);
    expect(checkpoints.toBytes().byteLength).toBe(8 * (1 + 2_501));
    for (let token = 0n; token <= 200_000n; token += 80n)
      expect(checkpoints.start(token)).toBe(token === 0n ? 0n : 2n * token + 1n);
  });

  it("are the same after they were stored", () => {
    const stored = Checkpoints.fromBytes(noted(4_096).toBytes());
    expect(stored.spacing).toBe(20n);
    expect(stored.toBytes()).toEqual(noted(4_096).toBytes());
  });
});
