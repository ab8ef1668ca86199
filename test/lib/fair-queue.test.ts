import { describe, expect, it } from "vitest";
import { FairQueue, type Timed, type Turn } from "../../src/lib/fair-queue.ts";

/** Tasks that a test ends one by one, and the order in which they were started. */
class Tasks {
  readonly started: string[] = [];
  readonly #ends = new Map<string, (tookMs: number) => void>();

  task(name: string): () => Promise<Timed<string>> {
    return () => {
      this.started.push(name);
      return new Promise((resolve) =>
        this.#ends.set(name, (tookMs) => {
          resolve({ value: name, tookMs });
        }),
      );
    };
  }

  async end(name: string, tookMs = 1): Promise<void> {
    this.#ends.get(name)?.(tookMs);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Ends what was started last, again and again, and tells what was started. */
  async endEach(tookMs: (name: string) => number, times: number): Promise<string[]> {
    for (let time = 0; time < times; time++) {
      const name = this.started[time] ?? "";
      await this.end(name, tookMs(name));
    }
    return this.started;
  }
}

/** A lane that never runs out of tasks. */
function endless(queue: FairQueue, tasks: Tasks, turn: Turn): void {
  const lane = queue.lane<string>(turn);
  for (let n = 0; n < 1_000; n++) void lane.run(tasks.task(turn.join(" ")));
}

function count(started: readonly string[], isMeant: (name: string) => boolean): number {
  return started.filter(isMeant).length;
}

describe("a fair queue", () => {
  it("runs no more tasks than it has places", async () => {
    const [queue, tasks] = [new FairQueue(2), new Tasks()];
    const lane = queue.lane<string>(["a"]);
    for (const name of ["a1", "a2", "a3"]) void lane.run(tasks.task(name));
    expect(tasks.started).toEqual(["a1", "a2"]);
    await tasks.end("a2");
    expect(tasks.started).toEqual(["a1", "a2", "a3"]);
  });

  it("takes a task of each lane in turn, however many wait in one", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    const [a, b] = [queue.lane<string>(["x"]), queue.lane<string>(["x"])];
    for (const name of ["a1", "a2", "a3", "a4"]) void a.run(tasks.task(name));
    for (const name of ["b1", "b2"]) void b.run(tasks.task(name));
    for (const name of ["a1", "b1", "a2", "b2", "a3"]) await tasks.end(name);
    expect(tasks.started).toEqual(["a1", "b1", "a2", "b2", "a3", "a4"]);
  });

  it("shares time by the first name, be there one line of one owner and a hundred of another", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    for (let line = 0; line < 100; line++) endless(queue, tasks, ["many", String(line)]);
    endless(queue, tasks, ["one", "0"]);
    const started = await tasks.endEach(() => 5, 400);
    expect(count(started, (name) => name.startsWith("one"))).toBeGreaterThanOrEqual(199);
    for (let line = 0; line < 100; line++)
      expect(count(started, (name) => name === `many ${line}`)).toBeGreaterThanOrEqual(1);
  });

  it("shares time by the second name among those of the same first, and so on", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    for (const turn of [
      ["a", "1", "x"],
      ["a", "1", "y"],
      ["a", "1", "z"],
      ["a", "2", "x"],
      ["b", "1", "x"],
    ])
      endless(queue, tasks, turn);
    const started = await tasks.endEach(() => 5, 1_200);
    expect(count(started, (name) => name.startsWith("b"))).toBeCloseTo(600, -1);
    expect(count(started, (name) => name.startsWith("a 2"))).toBeCloseTo(300, -1);
    for (const use of ["x", "y", "z"]) expect(count(started, (name) => name === `a 1 ${use}`)).toBeCloseTo(100, -1);
  });

  it("counts the time that tasks take, not the tasks", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    endless(queue, tasks, ["slow"]);
    endless(queue, tasks, ["quick"]);
    const started = await tasks.endEach((name) => (name === "slow" ? 90 : 10), 200);
    expect(count(started, (name) => name === "slow")).toBeCloseTo(20, -1);
  });

  it("counts it with several places, too, which are taken before any task has ended", async () => {
    const [queue, tasks] = [new FairQueue(4), new Tasks()];
    endless(queue, tasks, ["slow"]);
    endless(queue, tasks, ["quick"]);
    const started = await tasks.endEach((name) => (name === "slow" ? 40 : 10), 500);
    expect(count(started, (name) => name === "slow")).toBeCloseTo(100, -1.5);
  });

  it("lets a newcomer have its turn at once, but nobody save time up", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    endless(queue, tasks, ["old"]);
    await tasks.endEach(() => 10, 100);
    endless(queue, tasks, ["new"]);
    await tasks.endEach(() => 10, 300);
    const later = tasks.started.slice(101, 201);
    expect(later[0]).toBe("new");
    expect(count(later, (name) => name === "new")).toBe(50);
  });

  it("takes nothing off who leaves for a moment after a dear task", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    endless(queue, tasks, ["steady"]);
    const comes = (name: string) => void queue.lane<string>(["comes"]).run(tasks.task(name));
    comes("dear");
    await tasks.end("steady", 10);
    await tasks.end("dear", 100);
    comes("again");
    let turns = 0;
    for (; tasks.started.at(-1) === "steady"; turns++) await tasks.end("steady", 10);
    expect(turns).toBeGreaterThanOrEqual(8);
  });

  it("gives each task's value, and each task's failure without stopping the lane", async () => {
    const lane = new FairQueue(1).lane(["a"]);
    const failed = lane.run(() => Promise.reject(new Error("broken")));
    const next = lane.run(() => Promise.resolve({ value: "next", tookMs: 1 }));
    await expect(failed).rejects.toThrow("broken");
    await expect(next).resolves.toBe("next");
  });

  it("rejects what waits and what runs when a lane is closed, and starts nothing of it any more", async () => {
    const [queue, tasks] = [new FairQueue(1), new Tasks()];
    const lane = queue.lane<string>(["a"]);
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
    const [a, b] = [queue.lane<string>(["a"]), queue.lane<string>(["a"])];
    void a.run(tasks.task("a1"));
    const other = b.run(tasks.task("b1"));
    a.close(new Error("closed"));
    expect(tasks.started).toEqual(["a1"]);
    await tasks.end("a1");
    await tasks.end("b1");
    await expect(other).resolves.toBe("b1");
  });
});
