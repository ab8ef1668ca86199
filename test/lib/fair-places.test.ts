import { describe, expect, it } from "vitest";
import { FairPlaces, type FairPlacesOptions } from "../../src/lib/fair-places.ts";

/** Tasks of owners, which a test ends one by one, and the order in which they were started. */
function newPlaces(options: FairPlacesOptions) {
  const places = new FairPlaces(options);
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (name: string, signal = new AbortController().signal): Promise<string> => {
    const task = () => {
      started.push(name);
      return new Promise<string>((resolve, reject) =>
        ends.set(name, (error) => {
          if (error) reject(error);
          else resolve(name);
        }),
      );
    };
    return places.run(name.slice(0, 1), task, signal);
  };
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { run, started, end };
}

describe("fair places", () => {
  it("are taken at once while there are some, and then as they get free", async () => {
    const { run, started, end } = newPlaces({ places: 2, reserved: 0 });
    const first = run("a1");
    void run("a2");
    void run("a3");
    expect(started).toEqual(["a1", "a2"]);
    await end("a1");
    await expect(first).resolves.toBe("a1");
    expect(started).toEqual(["a1", "a2", "a3"]);
  });

  it("go to the owner with the fewest tasks that run, and among equals in turn", async () => {
    const { run, started, end } = newPlaces({ places: 3, reserved: 0 });
    for (const name of ["a1", "a2", "a3", "a4", "a5", "b1", "b2", "c1"]) void run(name);
    for (const name of ["a1", "a2", "a3", "b1", "c1"]) await end(name);
    expect(started).toEqual(["a1", "a2", "a3", "b1", "c1", "a4", "b2", "a5"]);
  });

  it("are kept for owners who have none, up to the most there are", async () => {
    const { run, started, end } = newPlaces({ places: 2, reserved: 1, max: 4 });
    for (const name of ["a1", "a2", "a3", "b1", "b2", "c1", "d1"]) void run(name);
    expect(started).toEqual(["a1", "a2", "b1", "c1"]);
    await end("c1");
    expect(started.slice(4)).toEqual(["d1"]);
  });

  it("are left by a task that is not wanted any more before it has begun", async () => {
    const { run, started, end } = newPlaces({ places: 1, reserved: 0 });
    const leaving = new AbortController();
    void run("a1");
    const dropped = run("b1", leaving.signal);
    void run("a2");
    leaving.abort(new Error("not wanted"));
    await expect(dropped).rejects.toThrow("not wanted");
    await expect(run("b2", leaving.signal)).rejects.toThrow("not wanted");
    await end("a1");
    expect(started).toEqual(["a1", "a2"]);
  });

  it("are free again after a failure, too", async () => {
    const { run, started, end } = newPlaces({ places: 1, reserved: 0 });
    const failed = run("a1");
    void run("a2");
    const broken = expect(failed).rejects.toThrow("broken");
    await end("a1", new Error("broken"));
    await broken;
    expect(started).toEqual(["a1", "a2"]);
  });
});
