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
