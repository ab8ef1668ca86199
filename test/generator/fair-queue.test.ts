import { describe, expect, it } from "vitest";
import { FairQueue } from "../../src/generator/fair-queue.ts";

/** Tasks that a test ends one by one, and the order in which they were started. */
class Tasks {
  readonly started: string[] = [];
  readonly #ends = new Map<string, () => void>();

  task(name: string): () => Promise<string> {
    return () => {
      this.started.push(name);
      return new Promise((resolve) => this.#ends.set(name, () => { resolve(name); }));
    };
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a fair queue", () => {
  it("runs no more tasks than it has places", async () => {
    const [queue, tasks] = [new FairQueue(2), new Tasks()];
    const lane = queue.lane<string>();
    for (const name of ["a1", "a2", "a3"]) void lane.run(tasks.task(name));
    expect(tasks.started).toEqual(["a1", "a2"]);
    await tasks.end("a2");
    expect(tasks.started).toEqual(["a1", "a2", "a3"]);
  });

  it("takes a task of each lane in turn, however many wait in one", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    const [a, b] = [queue.lane<string>(), queue.lane<string>()];
    for (const name of ["a1", "a2", "a3", "a4"]) void a.run(tasks.task(name));
    for (const name of ["b1", "b2"]) void b.run(tasks.task(name));
    for (const name of ["a1", "a2", "b1", "a3", "b2"]) await tasks.end(name);
    expect(tasks.started).toEqual(["a1", "a2", "b1", "a3", "b2", "a4"]);
  });

  it("gives each task's value, and each task's failure without stopping the lane", async () => {
    const lane = new FairQueue(1).lane();
    const failed = lane.run(() => Promise.reject(new Error("broken")));
    const next = lane.run(() => Promise.resolve("next"));
    await expect(failed).rejects.toThrow("broken");
    await expect(next).resolves.toBe("next");
  });

  it("rejects what waits and what runs when a lane is closed, and starts nothing of it any more", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    const lane = queue.lane<string>();
    const [running, waiting] = [lane.run(tasks.task("running")), lane.run(tasks.task("waiting"))];
    lane.close(new Error("closed"));
    lane.close(new Error("closed again"));
    await expect(running).rejects.toThrow("closed");
    await expect(waiting).rejects.toThrow("closed");
    await expect(lane.run(tasks.task("late"))).rejects.toThrow(/^closed$/);
    await tasks.end("running");
    expect(tasks.started).toEqual(["running"]);
  });

  it("frees the place of a closed lane's task only when the task has ended", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    const [a, b] = [queue.lane<string>(), queue.lane<string>()];
    void a.run(tasks.task("a1"));
    const other = b.run(tasks.task("b1"));
    a.close(new Error("closed"));
    expect(tasks.started).toEqual(["a1"]);
    await tasks.end("a1");
    await tasks.end("b1");
    await expect(other).resolves.toBe("b1");
  });
});
