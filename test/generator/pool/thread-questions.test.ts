import { BroadcastChannel } from "node:worker_threads";
import { expect, it } from "vitest";
import { ThreadQuestions } from "../../../src/generator/pool/thread-questions.ts";
import type { ThreadMessage } from "../../../src/generator/pool/worker.ts";

/** Two threads as the questions see them: what they are asked, and how they say something. */
async function twoThreads(name: string) {
  const questions = new ThreadQuestions(name);
  const channel = new BroadcastChannel(name);

  const say = async (message: ThreadMessage) => {
    const heard = new BroadcastChannel(name);
    const hearing = new Promise((resolve) => (heard.onmessage = resolve));
    channel.postMessage(message);
    await hearing;
    heard.close();
  };
  await say({ thread: 1, asked: null, things: 0 });
  await say({ thread: 2, asked: null, things: 0 });
  return {
    questions,
    say,
    close: () => {
      questions.close();
      channel.close();
    },
  };
}

it("expects no answer of a thread that has ended", async () => {
  const { questions, say, close } = await twoThreads("ended");
  const forgetting = questions.forget("line");
  await say({ thread: 1, asked: 1, things: 3 });
  questions.retain([1]);
  expect(await forgetting).toBe(3);
  const again = questions.forget("line");
  await say({ thread: 1, asked: 2, things: 0 });
  expect(await again).toBe(0);
  close();
});

it("tells what was answered when it is closed, and asks nothing any more", async () => {
  const { questions, say, close } = await twoThreads("closed");
  const forgetting = questions.forget("line");
  await say({ thread: 2, asked: 1, things: 5 });
  close();
  expect(await forgetting).toBe(5);
  expect(await questions.forget("line")).toBe(0);
});
