import { describe, expect, it } from "vitest";
import { SharedReads } from "../../src/lib/shared-reads.ts";

describe("shared reads", () => {
  it("answer all who ask before the read begins with one read, and who asks while it runs with the next", async () => {
    const reads = new SharedReads<number>();
    const ends: (() => void)[] = [];
    let begun = 0;
    const read = () => {
      begun += 1;
      const answer = begun;
      return new Promise<number>((resolve) =>
        ends.push(() => {
          resolve(answer);
        }),
      );
    };
    const early = [reads.read("line", read), reads.read("line", read)];
    await expect.poll(() => ends.length).toBe(1);
    const late = [reads.read("line", read), reads.read("line", read)];
    ends[0]?.();
    expect(await Promise.all(early)).toEqual([1, 1]);
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
    expect(await Promise.all(late)).toEqual([2, 2]);
    expect(begun).toBe(2);
  });

  it("do not wait for those of another name, and begin anew after one that failed", async () => {
    const reads = new SharedReads<string>();
    const failed = reads.read("line", () => Promise.reject(new Error("The database is away.")));
    const others = [
      reads.read("line", () => Promise.resolve("never read")),
      reads.read("other", () => Promise.resolve("other")),
    ];
    await expect(failed).rejects.toThrow("away");
    await expect(others[0]).rejects.toThrow("away");
    expect(await others[1]).toBe("other");
    expect(await reads.read("line", () => Promise.resolve("line"))).toBe("line");
  });

  it("begin at once where nothing was read lately, and gather all who ask soon after that", async () => {
    const gathered: (() => void)[] = [];
    const reads = new SharedReads<number>(() => new Promise<void>((resolve) => gathered.push(resolve)));
    let begun = 0;
    const read = () => Promise.resolve((begun += 1));
    expect(await reads.read("line", read)).toBe(1);
    const soon = [reads.read("line", read)];
    await new Promise((resolve) => setImmediate(resolve)); // a turn is not enough
    soon.push(reads.read("line", read));
    expect(begun).toBe(1);
    gathered[0]?.();
    expect(await Promise.all(soon)).toEqual([2, 2]);
    gathered[1]?.();
    expect(await reads.read("line", read)).toBe(3);
  });
});
