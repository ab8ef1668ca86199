import { describe, expect, it } from "vitest";
import { JobQueue } from "../../../src/production/jobs/job-queue.ts";

/** A queue whose jobs run until the test ends them. */
function newQueue(places?: number) {
  const running = new Map<string, PromiseWithResolvers<unknown>>();
  const begun: string[] = [];
  const faults: string[] = [];
  const queue = new JobQueue({
    run: async ({ partId }, signal) => {
      const job = Promise.withResolvers<unknown>();
      signal.addEventListener("abort", () => {
        job.reject(signal.reason as Error); // as it was given
      });
      begun.push(partId);
      running.set(partId, job);
      await job.promise;
    },
    onFault: ({ partId }, fault) => Promise.resolve(void faults.push(`${partId} ${String(fault)}`)),
    ...(places !== undefined && { places }),
  });
  const add = (...names: string[]) => {
    for (const name of names) queue.add({ partId: name, customerId: name.slice(0, 1) });
  };
  return { queue, running, begun, faults, add };
}

/** Whatever follows from what was done has happened by then: nothing here waits for a timer or a file. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a job queue", () => {
  it("runs a part once at a time, and again once that has ended", async () => {
    const { queue, running, begun, add } = newQueue();
    add("a1", "a1");
    await settled();
    expect(begun).toEqual(["a1"]);
    running.get("a1")?.resolve(null);
    await settled();
    add("a1");
    expect(begun).toEqual(["a1", "a1"]);
    await queue.stop();
  });

  it("holds back what has no place, but for four jobs of every customer", async () => {
    const { queue, running, begun, add } = newQueue(6);
    add("a1", "a2", "a3", "a4", "a5", "a6", "a7", "b1", "b2", "b3", "b4", "b5");
    await settled();
    expect(begun).toEqual(["a1", "a2", "a3", "a4", "a5", "a6", "b1", "b2", "b3", "b4"]);
    for (const name of ["a1", "a2", "a3", "a4", "a5", "a6"]) running.get(name)?.resolve(null);
    await settled();
    expect(begun.slice(10).sort()).toEqual(["a7", "b5"]);
    await queue.stop();
  });

  it("tells the fault of a job, and not of one that was stopped", async () => {
    const { queue, running, faults, add } = newQueue();
    add("a1", "a2");
    await settled();
    running.get("a1")?.reject(new Error("broken"));
    queue.abort("a2");
    await settled();
    expect(faults).toEqual(["a1 Error: broken"]);
    await queue.stop();
  });

  it("does not begin what was stopped while it was waiting", async () => {
    const { queue, running, begun, add } = newQueue(0);
    add("a1", "a2", "a3", "a4", "a5");
    queue.abort("a5");
    running.get("a1")?.resolve(null);
    await settled();
    expect(begun).toEqual(["a1", "a2", "a3", "a4"]);
    await queue.stop();
  });

  it("stops every job, waits until each has let go, and begins none from then on", async () => {
    const { queue, begun, faults, add } = newQueue(0);
    add("a1", "a2", "a3", "a4", "a5");
    await queue.stop();
    add("a6");
    await settled();
    expect(begun).toEqual(["a1", "a2", "a3", "a4"]);
    expect(faults).toEqual([]);
  });
});
