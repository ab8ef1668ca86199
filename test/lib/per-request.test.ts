import { expect, it } from "vitest";
import { batchLoader } from "../../src/lib/batch-loader.ts";
import { perRequest } from "../../src/lib/per-request.ts";

it("makes a value once for each request, also where the value is undefined", () => {
  let made = 0;
  const valueOf = perRequest((context: { readonly name: string }) => {
    made += 1;
    return context.name === "none" ? undefined : context.name;
  });
  const [first, none] = [{ name: "first" }, { name: "none" }];
  expect([valueOf(first), valueOf(first), valueOf(none), valueOf(none), valueOf({ name: "first" })]).toEqual([
    "first",
    "first",
    undefined,
    undefined,
    "first",
  ]);
  expect(made).toBe(3);
});

it("leaves no trace on a context, which may be frozen, and none on its copies", () => {
  let made = 0;
  const numberOf = perRequest((_context: object) => (made += 1));
  const other = perRequest((_context: object) => "other");
  const context = Object.freeze({ name: "first" });
  expect([numberOf(context), other(context), numberOf({ ...context }), numberOf(context)]).toEqual([1, "other", 2, 1]);
  expect(Reflect.ownKeys(context)).toEqual(["name"]);
});

it("makes a value again where making it has failed", () => {
  let tries = 0;
  const valueOf = perRequest((_context: object) => {
    tries += 1;
    if (tries === 1) throw new Error("not yet");
    return tries;
  });
  const context = {};
  expect(() => valueOf(context)).toThrow("not yet");
  expect([valueOf(context), valueOf(context)]).toEqual([2, 2]);
});

it("joins the look-ups of one moment, in the order of their keys, and keeps nothing", async () => {
  const asked: (readonly string[])[] = [];
  const loader = batchLoader((keys: readonly string[]) => {
    asked.push(keys);
    return Promise.resolve(keys.map((key) => key.toUpperCase()));
  });
  expect(await Promise.all([loader.load("b"), loader.load("a"), loader.load("b")])).toEqual(["B", "A", "B"]);
  await loader.load("a");
  expect(asked).toEqual([["b", "a", "b"], ["a"]]);
});
