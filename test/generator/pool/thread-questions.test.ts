import { BroadcastChannel } from "node:worker_threads";
import { expect, it } from "vitest";
import { ThreadQuestions } from "../../../src/generator/pool/thread-questions.ts";
import type { ForgetQuestion, ThreadMessage } from "../../../src/generator/pool/worker.ts";

/** A thread that keeps so many things of any line, and says that it is up. */
function startThread(channelName: string, thread: number, kept: number) {
  const channel = new BroadcastChannel(channelName);
  const say = (message: Omit<ThreadMessage, "thread">) => {
    channel.postMessage({ ...message, thread } satisfies ThreadMessage);
  };
  let things = kept;
  channel.onmessage = (event) => {
    const { data } = event as { data: ForgetQuestion | ThreadMessage };
    if (!("forget" in data)) return;
    say({ asked: data.asked, things });
    things = 0;
  };
  say({ asked: null, things: 0 });
  return channel;
}

it("waits for threads that are still loading, and for those that come in the place of dead ones", async () => {
  const questions = new ThreadQuestions("late", 2);
  const early = startThread("late", 1, 3);
  const forgetting = questions.forget("line");
  const late = startThread("late", 2, 4);
  expect(await forgetting).toBe(7);
  late.close();
  const again = questions.forget("line");
  const successor = startThread("late", 3, 0);
  expect(await again).toBe(0);
  questions.close();
  early.close();
  successor.close();
});

it("leaves nobody waiting when it is closed, and asks nothing any more", async () => {
  const questions = new ThreadQuestions("closed", 2);
  const forgetting = questions.forget("line");
  questions.close();
  expect(await forgetting).toBe(0);
  expect(await questions.forget("line")).toBe(0);
});
