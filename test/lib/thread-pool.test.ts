import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { startPool } from "../../src/lib/thread-pool.ts";

/** A thread that is up, and the answers that come too late for anybody. */
async function newPool(stack: AsyncDisposableStack) {
  const pool = startPool<SharedArrayBuffer, string>(new URL("fixtures/pool.ts", import.meta.url).href, {
    name: "answer",
    minThreads: 1,
    maxThreads: 1,
  });
  stack.defer(() => pool.destroy());
  const late: unknown[] = [];
  pool.on("error", (error) => late.push(error));
  const answer = (signal: AbortSignal | null = null) => pool.run(newFlag(), { signal });
  /** Until the answer has been sent, and not taken yet. */
  const answerUntaken = (signal: AbortSignal | null = null) => {
    const told = newFlag();
    const answered = pool.run(told, { signal });
    Atomics.wait(new Int32Array(told), 0, 0);
    return answered;
  };
  await expect(answer()).resolves.toBe("answer");
  return { pool, late, answer, answerUntaken };
}

const newFlag = () => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** Without somebody who listens, one of them ends the service. */
async function untilOneIsLate(late: readonly unknown[]) {
  while (late.length === 0) await nextTurn();
  expect(late).toHaveLength(1);
}

it("ends while an answer is on its way", async () => {
  await using stack = new AsyncDisposableStack();
  const { pool, late, answerUntaken } = await newPool(stack);
  const refused = expect(answerUntaken()).rejects.toThrow("Terminating worker thread");
  await pool.destroy();
  await refused;
  await untilOneIsLate(late);
});

it("ends a thread whose task is cancelled while its answer is on its way, and goes on with another one", async () => {
  await using stack = new AsyncDisposableStack();
  const { late, answer, answerUntaken } = await newPool(stack);
  const cancelling = new AbortController();
  const refused = expect(answerUntaken(cancelling.signal)).rejects.toThrow("aborted");
  cancelling.abort();
  await refused;
  await untilOneIsLate(late);
  await expect(answer()).resolves.toBe("answer");
});

it("is loud about a thread that fails without a task", async () => {
  await using stack = new AsyncDisposableStack();
  const { pool } = await newPool(stack);
  expect(() => pool.emit("error", new Error("out of memory"))).toThrow("out of memory");
});
