import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { Gathering } from "../../src/lib/gathering.ts";

function newGathering(options: { readonly most: number; readonly places: number }) {
  const groups: string[] = [];
  const gathering = new Gathering<string, string>({
    ...options,
    together: async (name, group) => {
      groups.push(`${name}: ${group.map(({ task }) => task).join(" ")}`);
      await nextTurn();
      for (const { task, resolve, reject } of group) {
        if (task === "broken") reject(new Error(task));
        else if (task === "all broken") throw new Error(task);
        else if (task !== "left out") resolve(task.toUpperCase());
      }
    },
  });
  return { gathering, groups };
}

it("does tasks of one name that come at the same time together, as many as may be, and other names beside them", async () => {
  const { gathering, groups } = newGathering({ most: 3, places: 1 });
  const all = ["a", "b", "c", "d"].map((task) => gathering.add("x", task));
  expect(await Promise.all([...all, gathering.add("y", "e")])).toEqual(["A", "B", "C", "D", "E"]);
  expect(groups.toSorted()).toEqual(["x: a b c", "x: d", "y: e"]);
  expect(await gathering.add("x", "f")).toBe("F");
});

it("does them as nobody's work, whoever has come first", async () => {
  const caller = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const gathering = new Gathering<string, undefined>({
    most: 1,
    places: 1,
    together: async (_name, [first]) => {
      seen.push(caller.getStore());
      first?.resolve(undefined);
      await nextTurn();
    },
  });
  await Promise.all(["a", "b"].map((name) => caller.run(name, () => gathering.add("x", name))));
  expect(seen).toEqual([undefined, undefined]);
});

it.each([
  { places: 1, seen: ["a begins", "a ends", "b c begins", "b c ends"] },
  { places: 2, seen: ["a begins", "b begins", "a ends", "c begins", "b ends", "c ends"] },
])("gathers what comes while $places of a name are under way", async ({ places, seen: expected }) => {
  const seen: string[] = [];
  const ends = [Promise.withResolvers<null>(), Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  const gathering = new Gathering<string, null>({
    most: 3,
    places,
    together: async (_, group) => {
      const tasks = group.map(({ task }) => task).join(" ");
      seen.push(`${tasks} begins`);
      await ends.shift()?.promise;
      seen.push(`${tasks} ends`);
      for (const { resolve } of group) resolve(null);
    },
  });
  const [first, second, third] = ends;
  const done: Promise<null>[] = [];
  for (const task of ["a", "b", "c"]) {
    done.push(gathering.add("x", task));
    await nextTurn();
    await nextTurn();
  }
  for (const end of [first, second, third]) {
    end?.resolve(null);
    await nextTurn();
    await nextTurn();
  }
  await Promise.all(done);
  expect(seen).toEqual(expected);
});

it("settles each task for itself, and those that are left with what was thrown, or as left out", async () => {
  const { gathering } = newGathering({ most: 3, places: 1 });
  const tasks = ["a", "broken", "left out", "b", "all broken", "c"];
  const settled = await Promise.allSettled(tasks.map((task) => gathering.add("x", task)));
  expect(settled.map((each) => (each.status === "fulfilled" ? each.value : (each.reason as Error).message))).toEqual([
    "A",
    "broken",
    "A task was left out.",
    "B",
    "all broken",
    "all broken",
  ]);
});
