import { describe, expect, it } from "vitest";
import { ByteCache } from "../../../src/generator/line/byte-cache.ts";

const KIB = 1_024;

describe("a byte cache", () => {
  it("makes a value once", () => {
    const cache = new ByteCache<string>(100 * KIB);
    const made: string[] = [];
    for (const name of ["a", "b", "a", "a"])
      cache.get(name, () => {
        made.push(name);
        return { value: name, bytes: 1 };
      });
    expect(made).toEqual(["a", "b"]);
  });

  it("forgets what was used longest ago, once it is full", () => {
    const cache = new ByteCache<string>(40 * KIB);
    const made: string[] = [];
    for (const name of ["a", "b", "a", "c", "a", "b"])
      cache.get(name, () => {
        made.push(name);
        return { value: name, bytes: 14 * KIB };
      });
    expect(made).toEqual(["a", "b", "c", "b"]);
    expect(cache.bytes).toBeLessThanOrEqual(40 * KIB);
  });

  it("holds a bounded number of values, however small", () => {
    const cache = new ByteCache<number>(100 * KIB);
    for (let name = 0; name < 10_000; name++) cache.get(String(name), () => ({ value: name, bytes: 0 }));
    expect(cache.bytes).toBeLessThanOrEqual(100 * KIB);
  });

  it("gives a value larger than itself, and keeps it alone", () => {
    const cache = new ByteCache<string>(10 * KIB);
    cache.get("small", () => ({ value: "small", bytes: 1 }));
    expect(cache.get("large", () => ({ value: "large", bytes: 100 * KIB }))).toBe("large");
    expect(cache.bytes).toBe(104 * KIB);
  });

  it("keeps no failure", () => {
    const cache = new ByteCache<string>(10 * KIB);
    expect(() =>
      cache.get("a", () => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(cache.get("a", () => ({ value: "yes", bytes: 1 }))).toBe("yes");
  });
});
