import { setImmediate as nextTurn } from "node:timers/promises";

/** Asks again and again, without a fixed pause, until the answer is there. The test's own time limit ends what never comes. */
export async function until<T>(ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    await nextTurn();
  }
}
